"""A canvas over a real library, on the screen and waiting for the mouse."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from edmstudio.audio.peaks import Peaks
from edmstudio.audio.spectrum import Spectrum
from edmstudio.domain.waveform import Waveform
from edmstudio.gui.canvas.canvas import Canvas
from edmstudio.gui.canvas.layout import Lane
from edmstudio.gui.canvas.sound import Sound
from edmstudio.gui.look.theme import Theme
from edmstudio.store.revisions import Revisions
from tests.gui.canvas.tracks import annotated, opened

SECONDS, RATE = 96.0, 8000


@pytest.fixture
def session(library):
    session = opened(library, annotated(SECONDS), SECONDS)
    session.look_at(0.0, 48.0)
    return session


@pytest.fixture(scope="module")
def sound():
    """A kick on every beat and a hiss between."""
    time = np.arange(int(SECONDS * RATE)) / RATE
    kick = np.sin(2 * np.pi * 60 * time) * np.exp(-(time * 2 % 1) * 8)
    hiss = np.random.default_rng(3).normal(0, 0.05, len(time))
    samples = np.stack([0.7 * kick + hiss, 0.7 * kick - hiss], axis=1).astype(np.float32)
    waveform = Waveform(samples, RATE)
    return Sound(Peaks.build(waveform), Spectrum.build(waveform), waveform)


@pytest.fixture
def canvas(qtbot, session, sound):
    canvas = Canvas(session, Theme())
    qtbot.addWidget(canvas, before_close_func=Canvas.close_lanes)
    canvas.resize(1000, 640)
    with qtbot.waitExposed(canvas):
        canvas.show()
    canvas.set_sound(sound)
    canvas.settle()
    return canvas


@pytest.fixture
def at(canvas):
    """A point in a lane at a moment."""

    def place(seconds, lane=Lane.WAVEFORM):
        view = canvas.view()
        return QPointF(view.axis.x_at(seconds), view.layout.box(lane).center().y())

    return place


@pytest.fixture
def committed(library, session):
    """What the library file holds, read by nobody but it."""

    def read():
        revisions = Revisions(library)
        return revisions.annotations(revisions.line(session.track.track_id)[-1])

    return read


@pytest.fixture
def revisions(library, session):
    """How many revisions the track has, and of which acts."""
    return lambda: [str(r.act) for r in Revisions(library).line(session.track.track_id)]
