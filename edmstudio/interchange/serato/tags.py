"""Serato's tags written into the audio files themselves, its only reliable way in.

Serato reads no XML with cues. `target` is the folder for backups of the old tags; the files are
those of the tracks. Serato must not run meanwhile: it would write its own memory over ours.
"""

import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from edmstudio.domain.refused import Refused
from edmstudio.interchange.capabilities import SERATO_TAGS
from edmstudio.interchange.export_notes import Notes
from edmstudio.interchange.exporter import (
    DEFAULTS,
    ExportOptions,
    ExportReport,
    ExportTrack,
    Skipped,
)
from edmstudio.interchange.offsets import moved, way_out
from edmstudio.interchange.serato.file import put_serato, read_serato, refuse_unknown
from edmstudio.interchange.serato.labels import GRID, Placed, grid_in, marks_of, payloads_with
from edmstudio.interchange.serato.markers2 import SeratoCue, SeratoLoop
from edmstudio.interchange.tags.safe_tags import change_tags, sweep

LONG_AGO = 600.0  # seconds


class SeratoTagsExport:
    """Writes grid, cues and loops into each file: a copy is tagged, compared, then put in place."""

    name = "serato-tags"
    title = "Serato tags in the files"
    suffix = ""
    source = "serato"
    capability = SERATO_TAGS

    def export(
        self, tracks: Iterable[ExportTrack], target: Path, options: ExportOptions = DEFAULTS
    ) -> ExportReport:
        """Each file whole or not at all; what could not be written is among the skipped."""
        done = _Done(target, options)
        for entry in tracks:
            try:
                done.add(entry)
            except Refused as refused:
                done.skipped.append(Skipped(entry.track.path, refused.sentence))
        told, changes = done.notes.sentences(), tuple(done.changes)
        return ExportReport(dict(done.counts), tuple(done.skipped), told, changes)


@dataclass(slots=True)
class _Done:
    """Files written one by one."""

    backups: Path
    options: ExportOptions
    counts: Counter[str] = field(default_factory=Counter)
    skipped: list[Skipped] = field(default_factory=list)
    notes: Notes = field(default_factory=lambda: Notes("Serato"))
    changes: list[str] = field(default_factory=list)
    swept: set[Path] = field(default_factory=set)

    def add(self, entry: ExportTrack) -> None:
        path = Path(entry.track.path)
        self._sweep(path.parent)
        shift = way_out(entry, "serato")
        tags = read_serato(path)
        refuse_unknown(path, tags)
        try:
            placed = payloads_with(
                tags.payloads,
                moved(entry.annotations, shift),
                self.options,
                needs_markers=tags.needs_markers,
                past=[moved(each, shift) for each in entry.past],
            )
        except ValueError as error:
            raise Refused(f"{path.name} has tags of Serato's that are damaged: {error}.") from error
        if placed.payloads and not self.options.dry_run:
            change_tags(path, lambda copy: put_serato(copy, placed.payloads), self.backups)
        self._note(entry, tags.payloads, placed)

    def _sweep(self, folder: Path) -> None:
        """Once a folder: what a program that was killed long ago left there."""
        if folder not in self.swept:
            self.swept.add(folder)
            sweep([folder], time.time() - LONG_AGO)

    def _note(self, entry: ExportTrack, held: dict[str, bytes], placed: Placed) -> None:
        name = entry.track.name
        self.counts.update(
            tracks=1,
            files=int(bool(placed.payloads)),
            grids=int(entry.annotations.grid is not None and not placed.grid_stays),
            cues=placed.cues,
            loops=placed.loops,
        )
        self.notes.note(name, grid_stays=placed.grid_stays, waiting=placed.waiting)
        if placed.homeless:
            self.notes.others.append(f"{placed.homeless} cues of {name} find no pad in Serato.")
        grid = entry.annotations.grid
        if grid is not None and any(
            anchor.meter != 4 or anchor.shift % 4 for anchor in grid.anchors
        ):
            told = f"Serato counts the bars of {name} by four from the first one on."
            self.notes.others.append(told)
        self.changes += [f"{name}: {line}" for line in differences(held, placed.payloads)]


def differences(held: dict[str, bytes], new: dict[str, bytes]) -> list[str]:
    """What a person would see change in Serato, one line each."""
    lines = []
    before, after = marks_of(held), marks_of({**held, **new})
    for name, olds, news in (
        ("cue", {c.index: c for c in before.cues}, {c.index: c for c in after.cues}),
        ("loop", {x.index: x for x in before.loops}, {x.index: x for x in after.loops}),
    ):
        for index in sorted({*olds, *news}):
            old, now = olds.get(index), news.get(index)
            if old != now:
                lines.append(f"{name} {index + 1}: {_shown(old)} → {_shown(now)}")
    if GRID in new:
        lines.append(f"grid: {_tempo(held)} → {_tempo(new)}")
    return lines


def _shown(mark: SeratoCue | SeratoLoop | None) -> str:
    if mark is None:
        return "empty"
    if isinstance(mark, SeratoLoop):
        return f"{mark.start / 1000:.3f} s to {mark.end / 1000:.3f} s {mark.name}".strip()
    return f"{mark.ms / 1000:.3f} s {mark.name}".strip()


def _tempo(payloads: dict[str, bytes]) -> str:
    grid = grid_in(payloads)
    if grid is None:
        return "none"
    first = grid.anchors[0]
    more = f" in {len(grid.anchors)} parts" if len(grid.anchors) > 1 else ""
    return f"{first.bpm:.2f} BPM from {first.seconds:.3f} s{more}"
