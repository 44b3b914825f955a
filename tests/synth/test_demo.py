import numpy as np

from edmstudio.domain.cues import CueKind
from edmstudio.domain.sections import SectionLabel
from edmstudio.synth.demo import DEMO
from edmstudio.synth.loudness import loudness_of


def test_a_demo_track_is_a_whole_club_track():
    assert len({track.style for track in DEMO}) == len(DEMO) == 4
    rendering = DEMO[3].render()
    labels = rendering.labels
    assert 120 <= labels.seconds <= 190
    assert len(labels.tempo_map.anchors) == 1
    names = {section.label for section in labels.sections}
    assert names >= {SectionLabel.INTRO, SectionLabel.DROP, SectionLabel.BREAK, SectionLabel.OUTRO}
    assert {cue.kind for cue in labels.cues} >= {CueKind.DROP, CueKind.MIX_IN, CueKind.MIX_OUT}
    assert labels.key is not None
    both = np.ascontiguousarray(rendering.waveform.samples.T)
    assert -12 < loudness_of(both) < -5
    assert np.ptp(labels.energy) >= 3
