"""What `import edmstudio` brings, and what it leaves alone."""

import subprocess
import sys
from importlib import import_module

import pytest

import edmstudio

HEAVY = {"numpy", "torch", "scipy", "librosa", "numba", "PySide6", "sqlite3", "av", "soundfile"}
NEVER = {"torch", "librosa", "PySide6", "cleanlab", "pandas"}


def loaded_by(code):
    call = [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"]
    return set(subprocess.run(call, capture_output=True, text=True, check=True).stdout.split())


def test_the_import_itself_loads_nothing_heavy():
    assert not HEAVY & loaded_by("import edmstudio")


def test_a_library_is_opened_without_qt_torch_or_scipy(tmp_path):
    code = f"import edmstudio; edmstudio.Library({str(tmp_path / 'a.db')!r}).close()"
    assert not (NEVER | {"scipy"}) & loaded_by(code)


def test_every_name_is_where_it_is_said_to_be():
    assert set(edmstudio._WHERE) <= set(dir(edmstudio))
    for name, place in edmstudio._WHERE.items():
        assert getattr(edmstudio, name) is getattr(import_module(f"edmstudio.{place}"), name)


def test_a_name_that_is_none_is_no_attribute():
    with pytest.raises(AttributeError, match="no attribute 'analyse'"):
        edmstudio.analyse  # noqa: B018
