"""Grids, hot cues and loops into Mixxx' own library.

`target` is `mixxxdb.sqlite`; Mixxx must not run. A changed copy takes its place, and beside it lie
the library as it was before the first export, and before the last one. Only tracks that Mixxx knows
are changed, for it alone scans folders.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from edmstudio.domain.refused import Fault, Refused
from edmstudio.interchange.capabilities import MIXXX
from edmstudio.interchange.cue_policy import chosen, waiting
from edmstudio.interchange.export_notes import Notes
from edmstudio.interchange.exporter import (
    DEFAULTS,
    CuePolicy,
    ExportOptions,
    ExportReport,
    ExportTrack,
    Skipped,
)
from edmstudio.interchange.grid_likeness import same_grid
from edmstudio.interchange.locations import comparable
from edmstudio.interchange.locks import is_foreign, vouched
from edmstudio.interchange.mixxx import reading as mixxx
from edmstudio.interchange.mixxx.writing import beats_of, cue_changes
from edmstudio.interchange.offsets import moved, way_out
from edmstudio.store.foreign_rewriting import RewrittenSqlite, rewritten

BACKUP, LAST = ".before-edmstudio", ".before-last-export"


class MixxxExport:
    """Writes into a library of Mixxx."""

    name = "mixxx"
    title = "Mixxx library"
    suffix = ".sqlite"
    source = "mixxx"
    capability = MIXXX

    def export(
        self, tracks: Iterable[ExportTrack], target: Path, options: ExportOptions = DEFAULTS
    ) -> ExportReport:
        """All tracks in one go; those that Mixxx does not know are skipped."""
        if not target.is_file():
            raise Refused(f"{target.name} is not there; choose Mixxx' own library.", Fault.MISSING)
        first, last = (target.with_name(target.name + suffix) for suffix in (BACKUP, LAST))
        with rewritten(target, last if first.exists() else first) as database:
            if not database.tables() >= mixxx.TABLES:
                raise Refused(f"{target.name} is no library of Mixxx'.")
            writing = _Writing(database, options)
            for entry in tracks:
                writing.add(entry)
        told = writing.notes.sentences()
        return ExportReport(dict(writing.counts), tuple(writing.skipped), told)


@dataclass(slots=True)
class _Writing:
    """A library being changed, track by track."""

    database: RewrittenSqlite
    options: ExportOptions
    counts: Counter[str] = field(default_factory=Counter)
    skipped: list[Skipped] = field(default_factory=list)
    notes: Notes = field(default_factory=lambda: Notes("Mixxx"))
    known: dict[str, dict[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for row in self.database.rows(mixxx.TRACKS):
            self.known[comparable(str(row["path"]))] = row

    def add(self, ours: ExportTrack) -> None:
        shift = way_out(ours, "mixxx")
        past = tuple(moved(each, shift) for each in ours.past)
        entry = replace(ours, annotations=moved(ours.annotations, shift), past=past)
        row = self.known.get(comparable(entry.track.path))
        if row is None:
            reason = "Mixxx does not know this file; let it scan the folder first."
            self.skipped.append(Skipped(entry.track.path, reason))
            return
        rate = float(row.get("samplerate") or entry.track.rate)
        query = "select * from cues where track_id = ? order by position"
        held = list(self.database.rows(query, [row["id"]]))
        self._grid(entry, row, rate)
        on_pads = [each for each in held if each.get("type") in mixxx.ON_PADS]
        stay = self.options.cues is CuePolicy.KEEP  # those beyond our eighth pad too
        found = mixxx.track_of(row, on_pads).annotations.cues
        pads = [replace(cue, locked=stay) for cue in found]
        self.notes.waiting += waiting(entry.annotations, pads, self.options)
        wanted = chosen(entry.annotations, pads, self.options)
        changes = cue_changes(wanted, held, rate, row["id"])
        for cue in changes.removed:
            self.database.delete("cues", cue)
        for cue, values in changes.changed.items():
            self.database.update("cues", cue, values)
        for fresh in changes.added:
            self.database.insert("cues", fresh)
        if changes.homeless:
            told = f"{changes.homeless} cues of {entry.track.name} find no pad."
            self.notes.others.append(told)
        written = len(changes.added) + len(changes.changed)
        self.counts.update(tracks=1, cues=written, removed=len(changes.removed), grids=0)

    def _grid(self, entry: ExportTrack, row: dict[str, Any], rate: float) -> None:
        grid, held = entry.annotations.grid, mixxx.grid_in(row, rate)
        if grid is None or (held is not None and same_grid(grid, held)):
            return
        if row.get("bpm_lock") and is_foreign(held, entry.past, entry.track.seconds):
            self.notes.locked.append(entry.track.name)
            return
        beats = beats_of(grid, rate, entry.track.seconds)
        bpm = grid.bpm_over(0.0, max(entry.track.seconds, 1.0))
        values = {"beats": beats.blob, "beats_version": beats.version, "bpm": bpm}
        if vouched(entry.annotations):
            values["bpm_lock"] = 1  # or Mixxx may analyse the track anew
        self.database.update("library", row["id"], values)
        self.counts["grids"] += 1
