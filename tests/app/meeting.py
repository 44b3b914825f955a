"""Libraries whose people correct, undo and answer at random, and what can be compared of them."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from edmstudio.app.editing import Editor
from edmstudio.app.holding import Holding
from edmstudio.app.merging import merge
from edmstudio.app.places import Places
from edmstudio.domain.annotations import Fact
from edmstudio.domain.cues import CueKind, CuePoint
from edmstudio.domain.deeds import only
from edmstudio.domain.edits import MoveCue, PlaceCue, RemoveCue, SetEnergy, SetKey
from edmstudio.domain.grid_edits import ShiftGrid
from edmstudio.domain.key import ALL_KEYS
from edmstudio.domain.refused import Refused
from edmstudio.domain.section_edits import MoveBoundary, RelabelSection
from edmstudio.domain.sections import SectionLabel
from edmstudio.domain.suspicion import Decision, Doubt, QueueItem, Suspicion, Verdict
from edmstudio.domain.track import Track, TrackId
from edmstudio.jobs.job import Watch
from edmstudio.store import codec, meeting
from edmstudio.store.decisions import Decisions
from edmstudio.store.deeds import Deeds
from edmstudio.store.labels import Labels, SourceLabels
from edmstudio.store.library import Library
from edmstudio.store.tracks import Tracks
from tests.review.libraries import truth

START = datetime(2026, 5, 1, tzinfo=UTC)
PEOPLE = "ann", "bob", "cem"
small = st.integers(0, 5)
ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(
            ["key", "energy", "place", "move", "remove", "relabel", "boundary", "shift", "undo",
             "redo", "keep", "label"]
        ),
        st.integers(0, 1), small, small,
    ),
    max_size=6,
)  # fmt: skip


class Person:
    """A reviewer with a library file, and a clock that may go wrong."""

    def __init__(self, path, name, minutes):
        self.name, self.path, self.now = name, path, START + timedelta(minutes=minutes)
        self.library = Library(path)

    def clock(self):
        self.now += timedelta(seconds=7)
        return self.now

    def fill(self, numbers):
        for number in numbers:
            track = Track(TrackId(0), f"/music/{number}.flac", f"payload{number}", 190.0)
            track = Tracks(self.library).add(track)
            said = SourceLabels("rekordbox", "7", truth(number))
            Labels(self.library).put(track.track_id, said, START)
            Holding(self.library).summarise(track.track_id)

    def act(self, actions):
        tracks = Tracks(self.library).all()
        for name, which, one, other in actions:
            try:
                self._act(name, tracks[which % len(tracks)], one, other)
            except Refused:
                continue  # nothing a window would offer

    def _act(self, name, track, one, other):
        if name == "keep":
            self._keep(track, one)
        elif name == "label":
            said = replace(truth(one), key=ALL_KEYS[other])
            labels = SourceLabels("serato" if other % 2 else "rekordbox", "2", said)
            Labels(self.library).put(track.track_id, labels, self.clock())
        else:
            editor = Editor(self.library, track.track_id, self.name, self.clock)
            if name in ("undo", "redo"):
                getattr(editor, name)()
            else:
                editor.perform(self._edit(name, editor.annotations, one, other))

    def _edit(self, name, held, one, other):
        cues, sections = held.cues, held.sections
        cue = cues[one % len(cues)] if cues else CuePoint(1.0, 0)
        section = sections[one % len(sections)]
        match name:
            case "key":
                return SetKey(ALL_KEYS[one * 3 + other])
            case "energy":
                return SetEnergy(1 + one)
            case "place":
                kind = list(CueKind)[other]
                slot = "ABC"[one % 3] if other % 2 else ""
                return PlaceCue(CuePoint(10.0 * one, held.fresh_cue_id(), kind, slot=slot))
            case "move":
                return MoveCue(cue.cue_id, 5.0 + other)
            case "remove":
                return RemoveCue(cue.cue_id)
            case "relabel":
                middle = (section.start + section.end) / 2
                return RelabelSection(middle, list(SectionLabel)[other])
            case "boundary":
                return MoveBoundary(section.start, section.start + 2.0 * (other - 2))
        return ShiftGrid(0.001 * (one + 1))

    def _keep(self, track, one):
        suspicion = Suspicion(
            track.track_id, Doubt.KEY, "rekordbox", float(one), 8.0, "A", "B", 0.5, "because"
        )
        item = QueueItem(17, suspicion, 1, 0.5)
        made = self.clock().isoformat()
        verdict = Verdict.KEEP if one % 2 else Verdict.SKIP
        Decisions(self.library).append(Decision(0, item, verdict, "A", "A", 1.0, self.name, made))

    def meet(self, other):
        """Take in what another person's library has."""
        beside = self.path.with_suffix("")
        places = Places(self.path, beside / "c", beside / "b", beside / "s")
        return merge(
            Watch(), self.library, other.path, places=places, annotator=self.name,
            now=self.clock(),
        )  # fmt: skip

    def copy(self, path):
        from edmstudio.store.backups import back_up

        back_up(self.library, path)
        twin = Person(path, self.name, 0)
        twin.now = self.now
        return twin


def portable(library):
    """All that has to be equal in two libraries that know the same."""
    holding, deeds = Holding(library), Deeds(library)
    tracks = Tracks(library).all()
    return {
        "held": {t.payload: _decided(holding.annotations(t.track_id)) for t in tracks},
        "deeds": {t.payload: set(deeds.of(t.track_id)) for t in tracks},
        "labels": {
            (t.payload, said.source): codec.dump(said.annotations)
            for t in tracks
            for said in Labels(library).of(t.track_id)
        },
        "decisions": Counter(meeting._identity(p, d) for p, d in meeting.decided(library)),
    }


def _decided(annotations):
    """What people decided, and what holds of the rest."""
    rest = frozenset(Fact) - annotations.decided
    return only(annotations, annotations.decided), only(annotations, rest)
