"""The window from nothing: seconds until it is shown, and what it loaded that it should not."""

import os
import subprocess
import sys
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

FLOORS = {"window_s": 1.0, "heavy_modules": 0}
ROUNDS = 5
HEAVY = ("torch", "librosa", "numba", "sklearn", "cleanlab", "scipy", "pandas")
SHOW = """
import os, sys
from pathlib import Path
from time import perf_counter
from edmstudio.app.places import places
from edmstudio.app.settings import Settings
from edmstudio.gui.run import application, assemble
running = application()
library = Path(sys.argv[1]) / "library.db"
made = assemble(running, places(Settings(), os.environ, library), Settings())
made.show()
running.processEvents()
sys.stdout.write("shown " + str(sum(name in sys.modules for name in sys.argv[2:])) + "\\n")
sys.stdout.flush()
made.dispose()
"""


def measure() -> dict[str, float]:
    """From the call of Python to the window on the screen, the median of some runs."""
    seconds, heavy = [], 0
    with TemporaryDirectory() as folder:
        environ = {
            **os.environ,
            "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
            "EDMSTUDIO_CONFIG": folder,
            "EDMSTUDIO_CACHE": folder,
        }
        for _ in range(ROUNDS):
            start = perf_counter()
            call = [sys.executable, "-c", SHOW, folder, *HEAVY]
            with subprocess.Popen(call, env=environ, stdout=subprocess.PIPE, text=True) as child:
                assert child.stdout is not None
                heavy = max(heavy, int(child.stdout.readline().split()[1]))
                seconds.append(perf_counter() - start)
    return {"window_s": round(median(seconds), 2), "heavy_modules": heavy}
