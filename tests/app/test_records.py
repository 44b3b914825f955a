import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from edmstudio.app import records
from edmstudio.app.figures import figure, time
from edmstudio.domain.annotations import Annotations, Trust
from edmstudio.domain.cues import CueKind, CuePoint
from edmstudio.domain.energy import EnergyCurve
from edmstudio.domain.grid import Anchor, TempoMap
from edmstudio.domain.key import Key
from edmstudio.domain.prediction import Prediction
from edmstudio.domain.provenance import Provenance, Voice
from edmstudio.domain.refused import Fault, Refused
from edmstudio.domain.sections import Section, SectionLabel
from edmstudio.domain.track import Track, TrackId

BY = Provenance(Voice.PREDICTION, "classic-1")
TRACK = Track(TrackId(7), "/music/a.flac", "f00d", 8.0)
HEARD = Annotations(
    grid=TempoMap((Anchor(0, 0.061, 128.0),)),
    sections=(Section(0.0, 8.0, SectionLabel.INTRO, 0.94, BY),),
    cues=(CuePoint(4.0, 1, CueKind.DROP, "Drop 1", "D", None, "#E62828", 0.91, False, BY),),
    key=Key.parse("8A"),
    energy=EnergyCurve(7, 1.0, (0.31, 0.33)),
    grid_by=BY,
    key_by=BY,
    energy_by=BY,
    trust=Trust(0.99, 0.93, 0.81, 0.77, 0.71),
)
PREDICTION = Prediction(HEARD, "classic-1")


def test_a_track_record_reads_as_the_contract_shows_it():
    record = records.predicted(TRACK, PREDICTION)
    assert record["model"] == {"name": "classic", "checkpoint": "classic-1"}
    assert record["bpm"] == 128.0
    assert record["beats"][:2] == [0.061, 0.52975]
    assert record["downbeats"][:2] == [0.061, 1.936]
    assert record["tempo_map"] == [{"time": 0.061, "bpm": 128.0, "beat": 1, "meter": 4}]
    assert record["sections"] == [{"start": 0.0, "end": 8.0, "label": "intro", "confidence": 0.94}]
    assert record["cues"] == [
        {
            "time": 4.0, "end": None, "kind": "drop", "name": "Drop 1", "confidence": 0.91,
            "slot": "D", "color": "#E62828",
        }
    ]  # fmt: skip
    assert record["key"] == {"name": "A minor", "camelot": "8A", "confidence": 0.71}
    assert record["energy"] == {"level": 7, "curve_hz": 1.0, "curve": [0.31, 0.33]}
    assert record["confidence"] == {"grid": 0.99, "downbeat": 0.93, "sections": 0.81, "cues": 0.77}


def test_what_holds_says_by_whom_on_every_label():
    record = records.held(TRACK, HEARD, PREDICTION)
    said = {"voice": "prediction", "source": "classic-1"}
    for fact in (*record["tempo_map"], *record["sections"], *record["cues"]):
        assert fact["by"] == said
    assert record["key"]["by"] == record["energy"]["by"] == said


def test_a_key_that_a_person_set_is_certain():
    ann = Provenance(Voice.CORRECTION, "ann")
    record = records.held(TRACK, replace(HEARD, key_by=ann), PREDICTION)
    assert record["key"]["confidence"] == 1.0


def test_a_track_of_which_nothing_is_known_has_a_record_too():
    record = records.held(TRACK, Annotations(), None)
    assert record["beats"] == record["sections"] == record["cues"] == []
    assert record["bpm"] is record["key"] is record["energy"] is record["model"] is None
    assert json.dumps(record, allow_nan=False)


@given(st.floats(allow_nan=True, allow_infinity=True))
def test_every_figure_is_one_that_json_can_hold(value):
    json.dumps(figure(value), allow_nan=False)


@given(st.floats(0.0, 25_000.0))
def test_times_are_finer_than_a_tenth_of_a_millisecond(seconds):
    assert abs(time(seconds) - seconds) < 1e-6


def test_an_error_record_names_kind_and_sentence():
    record = records.failed("/a.mp3", Refused("It is gone.", Fault.MISSING))
    assert record == {"path": "/a.mp3", "error": {"kind": "missing", "message": "It is gone."}}


def test_a_bug_is_one_line_and_says_what_to_do():
    message = records.bug("/a.mp3", ValueError("a\nb"))["error"]["message"]
    assert "\n" not in message
    assert "report" in message
