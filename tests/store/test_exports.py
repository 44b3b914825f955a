from datetime import UTC, datetime, timedelta

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.key import Key
from edmstudio.domain.prediction import Prediction
from edmstudio.domain.track import Track, TrackId
from edmstudio.store.exports import Exports
from edmstudio.store.labels import Labels, SourceLabels
from edmstudio.store.predictions import Predictions
from edmstudio.store.revisions import Act, Draft, Revisions
from edmstudio.store.tracks import Tracks

THEN = datetime(2026, 11, 21, 12, tzinfo=UTC)
LATER = THEN + timedelta(seconds=1)
SAID = Annotations(key=Key(9, True))


def tracks(library, count):
    return [
        Tracks(library).add(Track(TrackId(0), f"/m/{n}.wav", f"p{n}", 60.0)).track_id
        for n in range(count)
    ]


def test_what_never_left_is_new(library):
    one, two = tracks(library, 2)
    exports = Exports(library)
    assert not exports.ever("csv")
    exports.note("csv", [one], THEN)
    assert exports.ever("csv")
    assert exports.changed("csv") == [two]
    assert exports.changed("jams") == [one, two]


def test_whoever_speaks_makes_it_new(library):
    one, two, three, four = tracks(library, 4)
    exports = Exports(library)
    exports.note("csv", [one, two, three, four, four], THEN)
    assert exports.changed("csv") == []
    draft = Draft(one, None, Act.EDIT, "Set key", SAID)
    Revisions(library).append([draft], annotator="ann", made_at=LATER)
    Labels(library).put(two, SourceLabels("rekordbox", "7", SAID), LATER)
    Predictions(library).put(three, Prediction(SAID, "classic-1"), LATER)
    assert exports.changed("csv") == [one, two, three]
    exports.note("csv", [one, two, three], LATER)
    assert exports.changed("csv") == []


def test_what_was_said_before_is_not_new(library):
    (one,) = tracks(library, 1)
    Labels(library).put(one, SourceLabels("rekordbox", "7", SAID), THEN)
    Exports(library).note("csv", [one], LATER)
    assert Exports(library).changed("csv") == []
