"""Taking in what DJ programs and annotation files say; a second import updates instead of doubling.

Every entry is matched to a track of the library, brought onto our timeline and stored as a label
beside the program's raw values. Nothing of the person's files is touched.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from edmstudio.app.holding import Holding
from edmstudio.domain.annotations import Annotations, Fact
from edmstudio.domain.holding import says
from edmstudio.domain.track import Track, TrackId
from edmstudio.interchange.importer import (
    Imported,
    ImportedPlaylist,
    ImportedTrack,
    Importer,
    ImportWarning,
)
from edmstudio.interchange.matching import Match, Matcher
from edmstudio.interchange.offsets import moved, to_ours
from edmstudio.interchange.time_zero import Shift, phase_between, shifts_in
from edmstudio.jobs.job import Watch
from edmstudio.store.labels import Labels, SourceLabels
from edmstudio.store.library import Library
from edmstudio.store.playlists import Playlists, StoredPlaylist
from edmstudio.store.tracks import Tracks

TOGETHER = 100  # tracks a transaction
COUNTED = {Fact.GRID: "grids", Fact.SECTIONS: "sections", Fact.CUES: "cues", Fact.KEY: "keys"}


@dataclass(frozen=True, slots=True)
class Missing:
    """An entry that speaks of no track of ours, and the tracks it might mean."""

    entry: ImportedTrack
    likely: tuple[Track, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import found, or would find.

    Attributes
    ----------
    file : str
    format : str
        Name of the importer.
    sources : tuple of str
        The labels' sources, "rekordbox".
    tracks, matched : int
        Entries, and those that speak of a track of ours.
    signs : dict
        How many were recognised by which sign.
    missing : tuple of Missing
    labels : dict
        Tracks with `grids`, `cues`, `sections`, `keys`.
    playlists : int
    offsets : dict
        By how many milliseconds how many tracks were moved for the program's own second 0.
    shifts : tuple of Shift
        What the offsets missed: grids that lie beside our beats by one constant time.
    warnings : tuple of str
    """

    file: str
    format: str
    sources: tuple[str, ...] = ()
    tracks: int = 0
    matched: int = 0
    signs: Mapping[str, int] = field(default_factory=dict)
    missing: tuple[Missing, ...] = ()
    labels: Mapping[str, int] = field(default_factory=dict)
    playlists: int = 0
    offsets: Mapping[float, int] = field(default_factory=dict)
    shifts: tuple[Shift, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recognised:
    """An entry on our timeline, beside the track it speaks of.

    `offset` is what was added to its times; `phase` how far its grid would still have to move to
    lie on the beats that were heard, None where nothing can be said. Both are seconds.
    """

    entry: ImportedTrack
    match: Match
    annotations: Annotations
    offset: float
    phase: float | None = None


def preview(
    watch: Watch,
    library: Library,
    path: Path,
    importer: Importer,
    *,
    seen: Callable[[Recognised], object] = lambda known: None,
) -> Taken:
    """What an import would bring; nothing is stored. `seen` is shown every track of ours."""
    reading = _Reading(library, path, importer)
    for known in reading.recognised(watch, importer.read(path)):
        seen(known)
    return reading.taken()


def import_labels(
    watch: Watch,
    library: Library,
    path: Path,
    importer: Importer,
    *,
    now: datetime,
    source: str = "",
    nudges: Mapping[str, float] | None = None,
) -> Taken:
    """Store what a file says as labels.

    Parameters
    ----------
    source : str
        A person's name for the source instead of the program's.
    nudges : mapping of str to float
        Seconds to add by MP3 case, as a `Shift` proposes.

    Raises
    ------
    Refused
        The file is damaged; what was read before is stored.
    Cancelled
        What was stored stays; a second import goes over it again.
    """
    reading = _Reading(library, path, importer, nudges or {})
    batch: list[Recognised] = []
    try:
        for known in reading.recognised(watch, importer.read(path)):
            batch.append(known)
            if len(batch) == TOGETHER:
                _store(library, batch, path, source, now)
                batch = []
    finally:
        _store(library, batch, path, source, now)
    if reading.playlists:
        _store_playlists(library, reading, source or reading.source)
    return reading.taken()


def _store(
    library: Library, batch: Iterable[Recognised], path: Path, source: str, now: datetime
) -> None:
    labels, holding = Labels(library), Holding(library)
    with library.writing():
        for known in batch:
            entry, track_id = known.entry, known.match.track.track_id
            if any(says(known.annotations, fact) for fact in Fact):
                said = SourceLabels(
                    source or entry.source, entry.version, known.annotations, entry.raw, str(path)
                )
                labels.put(track_id, said, now)
                holding.summarise(track_id)


def _store_playlists(library: Library, reading: "_Reading", source: str) -> None:
    tracks = reading.tracks_by_key
    Playlists(library).replace(
        source,
        (
            StoredPlaylist(p.name, tuple(tracks[k] for k in p.keys if k in tracks), p.folders)
            for p in reading.playlists
        ),
    )


class _Reading:
    """One walk through a file: matches, moves onto our timeline, and counts."""

    def __init__(
        self,
        library: Library,
        path: Path,
        importer: Importer,
        nudges: Mapping[str, float] | None = None,
    ) -> None:
        self._matcher = Matcher(Tracks(library).all())
        self._holding = Holding(library)
        self._path, self._importer, self._nudges = path, importer, nudges or {}
        self._labels: Counter[str] = Counter()
        self._signs: Counter[str] = Counter()
        self._offsets: Counter[float] = Counter()
        self._missing: list[Missing] = []
        self._warnings: list[str] = []
        self._phases: list[tuple[str, float]] = []
        self._sources: dict[str, None] = {}
        self._tracks = 0
        self.playlists: list[ImportedPlaylist] = []
        self.tracks_by_key: dict[str, TrackId] = {}

    @property
    def source(self) -> str:
        return next(iter(self._sources), self._importer.name)

    def recognised(self, watch: Watch, items: Iterable[Imported]) -> Iterator[Recognised]:
        """Every entry that speaks of a track of ours; the rest is remembered."""
        for item in items:
            if isinstance(item, ImportWarning):
                self._warnings.append(item.sentence)
            elif isinstance(item, ImportedPlaylist):
                self.playlists.append(item)
            else:
                self._tracks += 1
                watch.step(self._tracks, 0, item.title or item.location)
                known = self._recognise(item)
                if known is not None:
                    yield known

    def _recognise(self, entry: ImportedTrack) -> Recognised | None:
        self._sources[entry.source] = None
        match = self._matcher.match(entry)
        name = entry.title or entry.location or entry.key
        self._warnings += [f"{name}: {warning}" for warning in entry.warnings if match]
        if match is None:
            self._missing.append(Missing(entry, tuple(self._matcher.likely(entry))))
            return None
        self.tracks_by_key[entry.key] = match.track.track_id
        self._signs[str(match.sign)] += 1
        return self._on_our_timeline(entry, match)

    def _on_our_timeline(self, entry: ImportedTrack, match: Match) -> Recognised:
        track = match.track
        program = entry.source.split()[0]
        ours = to_ours(entry.annotations, program, track.timeline, track.rate)
        ours = moved(ours, self._nudges.get(track.timeline.case, 0.0))
        offset = _distance(entry.annotations, ours)
        fitted = within(ours, track.seconds)
        self._offsets[round(offset * 1000, 1)] += 1
        self._labels.update(COUNTED[fact] for fact in COUNTED if says(fitted, fact))
        return Recognised(entry, match, fitted, offset, self._listen(fitted, track))

    def _listen(self, said: Annotations, track: Track) -> float | None:
        """Compare the grid with the one that a checkpoint heard."""
        heard = self._holding.prediction(track.track_id) if said.grid is not None else None
        if said.grid is None or heard is None or heard.grid is None:
            return None
        phase = phase_between(said.grid, heard.grid, track.seconds)
        if phase is not None:
            self._phases.append((track.timeline.case, phase))
        return phase

    def taken(self) -> Taken:
        """What was found so far."""
        return Taken(
            file=str(self._path),
            format=self._importer.name,
            sources=tuple(self._sources),
            tracks=self._tracks,
            matched=self._signs.total(),
            signs=dict(self._signs),
            missing=tuple(self._missing),
            labels={name: self._labels[name] for name in COUNTED.values()},
            playlists=len(self.playlists),
            offsets=dict(self._offsets),
            shifts=shifts_in(self._phases),
            warnings=tuple(self._warnings),
        )


def _distance(before: Annotations, after: Annotations) -> float:
    if before.grid is not None and after.grid is not None:
        return after.grid.anchors[0].seconds - before.grid.anchors[0].seconds
    if before.cues:
        return after.cues[0].seconds - before.cues[0].seconds
    return 0.0


def within(said: Annotations, seconds: float) -> Annotations:
    """Sections that cover a track of this length, from its start to its end.

    Cues stay where they are, be it a hair before the start or behind the end: only so do they go
    back to their program as they came.
    """
    sections = [s for s in said.sections if s.start < seconds and s.end > 0.0]
    if sections:
        sections[0] = replace(sections[0], start=0.0)
        sections[-1] = replace(sections[-1], end=seconds)
    return replace(said, sections=tuple(sections))
