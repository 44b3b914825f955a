"""Every example of the Python side does what it says."""

import doctest
import re
from importlib import import_module
from pathlib import Path

import pytest

import edmstudio

PAGE = Path(__file__).parents[2] / "resources" / "help" / "python.md"
MODULES = ("annotated_track", "files", "library")


def run(test: doctest.DocTest) -> int:
    """Fails with what was expected beside what came; gives the number of examples."""
    runner = doctest.DebugRunner(optionflags=doctest.ELLIPSIS, verbose=False)
    try:
        return runner.run(test).attempted
    except doctest.DocTestFailure as failure:
        example, got = failure.example, failure.got
        pytest.fail(f"{test.name}: {example.source}expected {example.want}got {got}")
    except doctest.UnexpectedException as failure:
        raise failure.exc_info[1] from None


def test_the_page_of_the_manual(music):
    text = "\n".join(re.findall(r"```pycon\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S))
    test = doctest.DocTestParser().get_doctest(text, {}, "python.md", str(PAGE), 0)
    assert run(test) > 25


@pytest.mark.parametrize("name", MODULES)
def test_the_docstrings(music, name):
    module = import_module(f"edmstudio.api.{name}")
    found = doctest.DocTestFinder(exclude_empty=True).find(module, globs={"edmstudio": edmstudio})
    assert sum(run(test) for test in found if test.examples) > 0
