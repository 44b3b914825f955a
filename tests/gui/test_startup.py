"""What the window's process never loads, and what a wrong Qt is told."""

import os
import subprocess
import sys

import pytest

from edmstudio.domain.refused import Refused
from edmstudio.gui.run import check_qt

HEAVY = ("torch", "librosa", "numba", "sklearn", "cleanlab", "scipy", "pandas")
SHOW = """
import os, sys
from pathlib import Path
from edmstudio.app.places import places
from edmstudio.app.settings import Settings
from edmstudio.gui.run import application, assemble
from edmstudio.jobs.executors import Inline
running = application()
folder = Path(sys.argv[1])
made = assemble(running, places(Settings(), os.environ, folder / "library.db"), Settings())
made.show()
for _ in range(20):
    running.processEvents()
assert made.window.isVisible()
made.doors.palette()
made.doors.exchange.export()
running.processEvents()
print([name for name in sys.argv[2:] if name in sys.modules])
made.dispose()
"""


def test_the_window_loads_nothing_heavy(tmp_path):
    environ = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "EDMSTUDIO_CONFIG": str(tmp_path / "config"),
        "EDMSTUDIO_CACHE": str(tmp_path / "cache"),
    }
    call = [sys.executable, "-c", SHOW, str(tmp_path), *HEAVY]
    done = subprocess.run(call, env=environ, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"


def test_the_qt_that_drops_none_is_refused_with_a_sentence():
    with pytest.raises(Refused, match=r"6\.12\.0 breaks Python 3\.11"):
        check_qt("6.12.0", (3, 11))
    check_qt("6.12.0", (3, 12))
    check_qt("6.11.3", (3, 11))


def test_qt_keeps_its_references_to_none():
    from PySide6.QtGui import QPainterPath

    path = QPainterPath()
    before = sys.getrefcount(None)
    for _ in range(1000):
        path.moveTo(0.0, 0.0)
    assert abs(sys.getrefcount(None) - before) < 100
