"""Fifty questions answered by fifty keys in the real window: from the key to the next question."""

import os
from pathlib import Path
from time import perf_counter

import numpy as np
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest

from tests.gui.desks import places_in, press, window_on

QUESTIONS, LOOKING = 50, 400  # and ms that a person looks at each at least
KEYS = (Qt.Key.Key_A, Qt.Key.Key_X, Qt.Key.Key_Return)


def fifty_keys(folder: Path) -> dict[str, float]:
    """Milliseconds from a key until the next question is painted, its track open."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    took = []
    with window_on(places_in(folder)) as made:
        made.router.run(made.commands["review.start"])
        for number in range(QUESTIONS):
            QTest.qWait(LOOKING)
            before = made.reviewer.item
            start = perf_counter()
            press(made, KEYS[number % len(KEYS)])
            made.queue.repaint()
            QCoreApplication.processEvents()
            took.append(1000.0 * (perf_counter() - start))
            if made.reviewer.item is before:
                raise AssertionError("the next question did not come")
    return {
        "key_p50_ms": float(np.median(took)),
        "key_p95_ms": float(np.quantile(took, 0.95)),
        "key_max_ms": max(took),
    }
