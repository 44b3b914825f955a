"""A real window on a real library file, for tests of the window and for stories."""

import wave
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest

from edmstudio.app.holding import Holding
from edmstudio.app.places import Places
from edmstudio.app.settings import Settings
from edmstudio.app.sound_cache import SoundCache
from edmstudio.audio.decode import decode
from edmstudio.domain.annotations import Annotations, Trust
from edmstudio.domain.cues import CueKind, CuePoint
from edmstudio.domain.energy import EnergyCurve
from edmstudio.domain.grid import TempoMap
from edmstudio.domain.key import Key
from edmstudio.domain.prediction import Prediction
from edmstudio.domain.provenance import Provenance, Voice
from edmstudio.domain.sections import Section, SectionLabel
from edmstudio.domain.track import Track, TrackId
from edmstudio.gui.assembly import Assembly
from edmstudio.gui.run import application, assemble
from edmstudio.jobs.executors import Inline
from edmstudio.store.library import Library
from edmstudio.store.predictions import Predictions
from edmstudio.store.tracks import Tracks

RATE, BPM, FIRST, SECONDS = 11025, 128.0, 0.25, 62.0
BEAT = 60.0 / BPM
BAR = 4 * BEAT
MODEL = Provenance(Voice.PREDICTION, "classic-1")
PLAIN = Qt.KeyboardModifier.NoModifier


def places_in(folder: Path) -> Places:
    config = folder / "config" / "settings.toml"
    return Places(folder / "library.db", folder / "cache", folder / "backups", config)


def write_kicks(
    path: Path, seconds: float = SECONDS, turn: tuple[float, float] | None = None
) -> Path:
    """Four on the floor with a hi-hat between, as a small WAV file.

    `turn` is a moment from which on the tempo is another: seconds, BPM.
    """
    times = np.arange(round(seconds * RATE)) / RATE
    beats = (times - FIRST) / BEAT
    if turn is not None:
        at, bpm = turn
        later = (at - FIRST) / BEAT + (times - at) * bpm / 60
        beats = np.where(times < at, beats, later)
    phase = (beats % 1) * BEAT
    kick = np.exp(-phase * 30) * np.sin(2 * np.pi * 55 * phase) * (times >= FIRST)
    hat = np.random.default_rng(1).normal(0, 0.1, len(times))
    sound = 0.8 * kick + hat * np.exp(-((phase - BEAT / 2) % BEAT) * 60)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes())
    return path


def heard() -> Annotations:
    """What a model said: 32 bars in four sections, three cues, key and energy."""
    grid = TempoMap.constant(FIRST, BPM)
    lines = [0.0, *(FIRST + bars * BAR for bars in (8, 16, 24)), SECONDS]
    labels = (SectionLabel.INTRO, SectionLabel.BUILD, SectionLabel.DROP, SectionLabel.OUTRO)
    sections = tuple(
        Section(start, end, label, 0.8, MODEL)
        for start, end, label in zip(lines, lines[1:], labels, strict=False)
    )
    cues = (
        CuePoint(FIRST, 1, CueKind.FIRST_BEAT, slot="A", confidence=0.9, by=MODEL),
        CuePoint(lines[1], 2, CueKind.BUILD, "Build", slot="B", confidence=0.7, by=MODEL),
        CuePoint(lines[2], 3, CueKind.DROP, "Drop", slot="D", confidence=0.6, by=MODEL),
    )
    return Annotations(
        grid=grid,
        sections=sections,
        cues=cues,
        key=Key(9, True),
        energy=EnergyCurve(7),
        genre="house",
        grid_by=MODEL,
        key_by=MODEL,
        energy_by=MODEL,
        trust=Trust(0.9, 0.8, 0.7, 0.6, 0.5),
    )


def fill(places: Places, path: Path) -> TrackId:
    """A library with one analysed track."""
    library = Library(places.library)
    track = Tracks(library).add(
        Track(TrackId(0), str(path), "f00d" * 8, SECONDS, RATE, 1, "Kicks", "Ann")
    )
    cache = SoundCache(places.cache)
    cache.keep(track.payload, decode(path))
    Predictions(library).put(track.track_id, Prediction(heard(), "classic-1"), datetime.now(UTC))
    Holding(library).summarise(track.track_id)
    library.close()
    return track.track_id


@contextmanager
def window_on(places: Places, place=None, *, audible=False) -> Iterator[Assembly]:
    """The window, shown, until the block ends; an audible one decodes what it opens."""
    settings = Settings(annotator="ann", output="silent")
    place = place or Inline()
    made = assemble(application(), places, settings, place=place, audible=audible)
    trouble: list[str] = []
    made.studio.problems.broken.connect(trouble.append)
    made.window.resize(1280, 800)
    made.show()
    QTest.qWaitForWindowExposed(made.window)
    try:
        yield made
        QTest.qWait(1)
    finally:
        made.dispose()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not trouble, trouble[0]


def press(made: Assembly, key: Qt.Key, held: Qt.KeyboardModifier = PLAIN) -> None:
    """One key on the timeline."""
    QTest.keyClick(made.canvas, key, held)


def held_in(places: Places, track_id: TrackId) -> Annotations:
    """What the library file says, read by another connection."""
    library = Library(places.library)
    try:
        return Holding(library).annotations(track_id)
    finally:
        library.close()
