"""Safe mode: the person's library, and nothing else of what may be the trouble."""

import os

import pytest

from edmstudio.app.settings import FILE
from edmstudio.gui import run as module
from edmstudio.interchange.plug_ins import SAFE_MODE


@pytest.fixture
def opened(monkeypatch, places, qapp):
    """What the window would have been opened with."""
    monkeypatch.setenv(SAFE_MODE, "")
    calls = []

    def run(*call):
        calls.append((call, os.environ[SAFE_MODE]))
        return 0

    monkeypatch.setattr(module, "run", run)
    yield calls
    qapp.setApplicationDisplayName("")


def test_the_window_opens_as_it_comes_on_the_persons_library(edm, song, places, opened):
    (places / FILE).write_text(
        'version = 1\ntheme = "light"\nannotator = "ann"\ntext_scale = 150\n'
    )
    said = edm("--safe-mode", song)
    assert said.code == 0, said.err
    (((here, settings, paths), safe),) = opened
    assert (settings.theme, settings.text_scale, settings.output) == ("dark", 100, "silent")
    assert settings.annotator == "ann"
    assert here.library == places / "library.db"
    assert here.settings.parent != places
    assert [str(path) for path in paths] == [str(song)]
    assert safe == "1"


def test_settings_that_are_broken_do_not_keep_it_from_opening(edm, song, places, opened):
    (places / FILE).write_text("theme = [")
    assert edm(song).code == 1
    assert edm("--safe-mode").code == 0
    assert len(opened) == 1


def test_the_environment_asks_for_it_too(edm, song, opened, monkeypatch):
    monkeypatch.setenv(SAFE_MODE, "1")
    assert edm(song).code == 0
    (((_, settings, _), _),) = opened
    assert settings.output == "silent"
