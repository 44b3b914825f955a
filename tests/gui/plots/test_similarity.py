"""The similarity matrix: what repeats is alike, a click seeks, nothing heavy is loaded."""

import subprocess
import sys

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from edmstudio.audio.spectrum import Spectrum
from edmstudio.domain.waveform import Waveform
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.look.tokens import DARK, LIGHT
from edmstudio.gui.plots.likeness import likeness
from tests.gui.desks import SECONDS

RATE = 11025
HEAVY = ("scipy", "numba", "torch", "librosa", "sklearn", "pandas", "matplotlib")


def blocks(*hertz, seconds=10.0):
    """A chord after the other, each under a beat of noise."""
    times = np.arange(round(seconds * RATE)) / RATE
    noise = np.random.default_rng(3).normal(0, 0.02, len(times))
    parts = [0.3 * np.sin(2 * np.pi * tone * times) * (1 - times % 0.5) + noise for tone in hertz]
    return Waveform(np.concatenate(parts).astype(np.float32)[:, None], RATE)


def test_what_repeats_is_alike_and_what_differs_is_not():
    waveform = blocks(220, 1500, 220)
    alike = likeness(Spectrum.build(waveform), waveform.seconds)
    first, second, third = (slice(at * 20 + 4, at * 20 + 16) for at in range(3))
    assert alike.shape == (60, 60)
    assert np.allclose(np.diag(alike), 1.0)
    assert np.median(alike[first, third]) > np.median(alike[first, second]) + 0.3
    assert np.allclose(alike, alike.T, atol=1e-5)


def test_silence_has_a_picture_too():
    silent = Waveform(np.zeros((RATE * 4, 1), np.float32), RATE)
    assert np.isfinite(likeness(Spectrum.build(silent), 4.0)).all()


def shown(full):
    panel = full.similarity
    full.window.docks["similarity"].show()
    full.window.docks["similarity"].raise_()
    for _ in range(200):
        if panel.plot is not None and panel.settled:
            break
        QTest.qWait(10)
    return panel


def test_the_legend_says_what_is_alike_in_each_theme(full):
    panel = shown(full)
    for tokens, word in ((DARK, "Light"), (LIGHT, "Dark")):
        from edmstudio.gui.plots.similarity_plot import _table

        theme = Theme(tokens)
        panel.wear(theme)
        assert panel.legend.text().startswith(f"{word}: these two moments sound alike.")
        unlike, alike = (sum(_table(theme)[at].tolist()) for at in (0, -1))
        assert (alike > unlike) is (word == "Light")


def test_a_click_seeks(full):
    panel = shown(full)
    view = panel.plot.plot.getPlotItem().vb
    place = view.mapViewToScene(QPointF(40.0, 10.0))
    QTest.mouseClick(panel.plot.plot.viewport(), Qt.MouseButton.LeftButton, pos=place.toPoint())
    assert abs(full.studio.transport.position - 40.0) < SECONDS / 40


def test_boundaries_follow_the_sections(full):
    panel = shown(full)
    drawn = panel.plot._lines.getData()[0]
    starts = [section.start for section in full.studio.session.annotations.sections[1:]]
    assert sorted(set(drawn[: 2 * len(starts)])) == starts


def test_the_plot_loads_nothing_heavy():
    check = (
        "import edmstudio.gui.plots.similarity_plot, sys;"
        f"print([name for name in {HEAVY} if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
