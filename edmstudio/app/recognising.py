"""One walk through a foreign library: entries matched, brought onto our timeline and counted."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from edmstudio.app.holding import Holding
from edmstudio.app.import_found import COUNTED, NO_NUDGES, Missing, Nudges, Recognised, Taken
from edmstudio.domain.annotations import Annotations
from edmstudio.domain.grid_edits import placed
from edmstudio.domain.holding import says
from edmstudio.domain.refused import Refused
from edmstudio.domain.track import Track, TrackId
from edmstudio.interchange.importer import (
    Imported,
    ImportedPlaylist,
    ImportedTrack,
    Importer,
    ImportWarning,
)
from edmstudio.interchange.matching import Match, Matcher
from edmstudio.interchange.offsets import moved, offset
from edmstudio.interchange.time_zero import Phase, check, phase_between
from edmstudio.jobs.job import Watch
from edmstudio.store.library import Library
from edmstudio.store.tracks import Tracks


class Recognising:
    """Gathers on the way; `taken` says what was found so far."""

    def __init__(
        self, library: Library, path: Path, importer: Importer, nudges: Nudges = NO_NUDGES
    ) -> None:
        self._matcher = Matcher(Tracks(library).all())
        self._holding = Holding(library)
        self._path, self._importer, self._nudges = path, importer, nudges
        self._counts: Counter[str] = Counter()
        self._things: Counter[str] = Counter()
        self._signs: Counter[str] = Counter()
        self._offsets: Counter[float] = Counter()
        self._missing: list[Missing] = []
        self._warnings: list[str] = []
        self._phases: list[Phase] = []
        self._sources: dict[str, None] = {}
        self.playlists: list[ImportedPlaylist] = []
        self.tracks_by_key: dict[str, TrackId] = {}

    @property
    def source(self) -> str:
        """The program that speaks."""
        return next(iter(self._sources), self._importer.name)

    def recognised(self, watch: Watch, items: Iterable[Imported]) -> Iterator[Recognised]:
        """Every entry that speaks of a track of ours; the rest is remembered."""
        for item in items:
            if isinstance(item, ImportWarning):
                self._warnings.append(item.sentence)
            elif isinstance(item, ImportedPlaylist):
                self.playlists.append(item)
            else:
                self._counts["tracks"] += 1
                watch.step(self._counts["tracks"], 0, item.title or item.location)
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
        nudge = self._nudges.of(entry.key, track.timeline.case)
        shift = nudge - offset(entry.source.split()[0], track.timeline, track.rate)
        said = moved(self._reachable(entry), shift)
        fitted = within(said, track.seconds)
        if fitted.grid is not None or fitted.cues:
            self._offsets[round(shift * 1000, 1)] += 1
        self._counts.update(COUNTED[fact] for fact in COUNTED if says(fitted, fact))
        self._things.update(_things_in(fitted))
        self._counts["locked"] += fitted.grid_locked and fitted.grid is not None
        phase = self._listen(fitted, track)
        if phase is not None:
            self._phases.append(Phase(entry.key, track.timeline.case, phase))
        return Recognised(entry, match, fitted, shift, nudge, phase)

    def _reachable(self, entry: ImportedTrack) -> Annotations:
        """Without a grid that no track could have, which the file is the first to get wrong."""
        said = entry.annotations
        if said.grid is None:
            return said
        try:
            placed(said.grid)
        except Refused as refused:
            name = entry.title or entry.location or entry.key
            self._warnings.append(f"{name}: its grid was left out. {refused}")
            return replace(said, grid=None)
        return said

    def _listen(self, said: Annotations, track: Track) -> float | None:
        """Compare the grid with the one that a checkpoint heard."""
        heard = self._holding.prediction(track.track_id) if said.grid is not None else None
        if said.grid is None or heard is None or heard.grid is None:
            return None
        return phase_between(said.grid, heard.grid, track.seconds)

    def taken(self) -> Taken:
        """What was found so far."""
        return Taken(
            file=str(self._path),
            format=self._importer.name,
            sources=tuple(self._sources),
            tracks=self._counts["tracks"],
            matched=self._signs.total(),
            signs=dict(self._signs),
            missing=tuple(self._missing),
            labels={name: self._counts[name] for name in COUNTED.values()},
            locked=self._counts["locked"],
            playlists=len(self.playlists),
            offsets=dict(self._offsets),
            check=check(self._phases),
            warnings=tuple(self._warnings),
            things=dict(self._things),
        )


def _things_in(said: Annotations) -> dict[str, int]:
    return {
        "grids": int(said.grid is not None),
        "cues": len(said.cues),
        "sections": len(said.sections),
        "keys": int(said.key is not None),
    }


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
