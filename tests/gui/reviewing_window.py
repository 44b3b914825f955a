"""A window that answers questions by key, and says how many it has once each is on the screen.

Run as ``python -m tests.gui.reviewing_window FOLDER COUNT``; it ends when it is killed or done.
"""

import sys
from pathlib import Path

from PySide6.QtCore import Qt

from edmstudio.store.decisions import Decisions
from tests.gui.desks import places_in, press, window_on

KEYS = (Qt.Key.Key_A, Qt.Key.Key_X, Qt.Key.Key_Return, Qt.Key.Key_S)

if __name__ == "__main__":
    with window_on(places_in(Path(sys.argv[1]))) as made:
        made.router.run(made.commands["review.start"])
        decisions = Decisions(made.studio.library)
        for number in range(int(sys.argv[2])):
            press(made, KEYS[number % len(KEYS)])
            sys.stdout.write(f"{decisions.count()}\n")
            sys.stdout.flush()
