"""The curves and the heat: what they show is what there is."""

from dataclasses import replace

import numpy as np
import pytest

from edmstudio.audio.spectrum import Spectrum
from edmstudio.domain.provenance import Provenance, Voice
from edmstudio.domain.sections import SectionLabel
from edmstudio.domain.waveform import Waveform
from edmstudio.gui.review.doubts import doubts
from edmstudio.gui.track.heard_curves import attacks
from tests.gui.desks import heard

RATE = 11025


def test_attacks_peak_where_something_is_struck():
    times = np.arange(RATE * 8) / RATE
    clicks = np.random.default_rng(1).normal(0, 0.5, len(times)) * np.exp(-(times % 0.5) * 60)
    curve = attacks(Spectrum.build(Waveform(clicks.astype(np.float32)[:, None], RATE)))
    peaks = np.flatnonzero(curve.values > 0.6) / curve.hz
    away = np.abs((peaks + 0.25) % 0.5 - 0.25)
    assert len(peaks) >= 14
    assert away.max() < 0.06
    assert curve.values.max() <= 1.0


def test_what_a_model_is_sure_of_is_cool_and_a_persons_own_is_beyond_doubt():
    held = heard()
    spans = doubts(held, held)
    assert all(doubt == pytest.approx(0.2) for _, _, doubt in spans[: len(held.sections)])
    mine = Provenance(Voice.CORRECTION, "ann")
    decided = replace(
        held,
        sections=tuple(replace(s, by=mine, confidence=1.0) for s in held.sections),
        cues=tuple(replace(c, by=mine, confidence=1.0) for c in held.cues),
    )
    assert doubts(decided, held) == []


def test_a_label_that_the_model_hears_otherwise_glows():
    held, theirs = heard(), Provenance(Voice.LABEL, "rekordbox")
    other = [replace(s, by=theirs, confidence=1.0) for s in held.sections]
    other[2] = replace(other[2], label=SectionLabel.BREAK)
    spans = doubts(replace(held, sections=tuple(other), cues=()), held)
    glowing = [(start, end) for start, end, doubt in spans if doubt > 0.5]
    assert glowing == [(other[2].start, other[2].end)]


def test_the_decoded_sound_reaches_the_deepest_zoom_and_stays(full):
    held = Waveform(np.zeros((RATE, 1), np.float32), RATE)
    full.studio.opening.heard.emit(held)
    assert full.canvas._lanes.sound.samples is held
    full.studio.opening.again()
    assert full.canvas._lanes.sound.samples is held
    full.studio.open_track(full.studio.session.track.track_id)
    assert full.canvas._lanes.sound.samples is None
