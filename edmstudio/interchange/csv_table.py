"""One table for all labels of all tracks, in and out, for curators and their spreadsheets.

Columns: `track,kind,start,end,label,confidence,source,corrected`. Kinds are `section`, `tempo`
(label: BPM, beats a bar, number of the beat, shift of the bar), `key`, `energy`, and `cue:KIND` or
`cue:KIND:PAD`, where a loop has an `end`. `corrected` is 1 where a person decided.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.cues import SLOTS, CueKind, CuePoint
from edmstudio.domain.energy import EnergyCurve
from edmstudio.domain.grid import Anchor, TempoMap
from edmstudio.domain.key import Key
from edmstudio.domain.provenance import Provenance, Voice
from edmstudio.domain.refused import Refused
from edmstudio.interchange.atomic_file import replacing
from edmstudio.interchange.capabilities import CSV
from edmstudio.interchange.exporter import DEFAULTS, ExportOptions, ExportReport, ExportTrack
from edmstudio.interchange.foreign_values import LONGEST, in_order, number_in
from edmstudio.interchange.importer import Imported, ImportedTrack, contents, head, label_of
from edmstudio.interchange.per_track import chosen_cues
from edmstudio.interchange.section_spans import LabelledSpan, sections_from
from edmstudio.interchange.vocabulary import section_labels

COLUMNS = ("track", "kind", "start", "end", "label", "confidence", "source", "corrected")
LARGEST = 1 << 30


class CsvTable:
    """Writes every label of every track as a row."""

    name = "csv"
    title = "CSV table"
    suffix = ".csv"
    source = ""
    capability = CSV

    def export(
        self, tracks: Iterable[ExportTrack], target: Path, options: ExportOptions = DEFAULTS
    ) -> ExportReport:
        counts: Counter[str] = Counter()
        with replacing(target) as file:
            text = io.TextIOWrapper(file, "utf-8", errors="replace", newline="", write_through=True)
            table = csv.writer(text, lineterminator="\n")
            table.writerow(COLUMNS)
            for entry in tracks:
                rows = list(_rows(chosen_cues(entry, options)))
                table.writerows([entry.track.path, *row] for row in rows)
                counts.update(tracks=1)
                counts.update(_COUNTED.get(str(row[0]).split(":")[0], "cues") for row in rows)
            text.flush()
            text.detach()
        return ExportReport(dict(counts))


_COUNTED = {"section": "sections", "tempo": "tempi", "key": "keys", "energy": "energies"}


def _rows(annotations: Annotations) -> Iterator[list[str]]:
    """Rows without the track's own column."""
    for anchor in annotations.grid.anchors if annotations.grid else ():
        label = f"{anchor.bpm:.9f} {anchor.meter} {anchor.beat} {anchor.shift}"
        yield _row("tempo", anchor.seconds, None, label, annotations.grid_by)
    for section in annotations.sections:
        row = _row("section", section.start, section.end, str(section.label), section.by)
        yield [*row[:4], f"{section.confidence:.4f}", *row[5:]]
    for cue in annotations.cues:
        kind = f"cue:{cue.kind}" + (f":{cue.slot}" if cue.slot else "")
        row = _row(kind, cue.seconds, cue.end, cue.name, cue.by)
        yield [*row[:4], f"{cue.confidence:.4f}", *row[5:]]
    if annotations.key is not None:
        yield _row("key", None, None, annotations.key.name, annotations.key_by)
    if annotations.energy is not None:
        yield _row("energy", None, None, str(annotations.energy.level), annotations.energy_by)


def _row(
    kind: str, start: float | None, end: float | None, label: str, by: Provenance
) -> list[str]:
    times = ["" if time is None else f"{time:.6f}" for time in (start, end)]
    return [kind, *times, label, "", by.source, "1" if by.voice is Voice.CORRECTION else "0"]


class CsvReader:
    """Reads a table of ours, or one that has at least track, kind, start and label."""

    name = "csv"
    title = "CSV table"

    def sniff(self, path: Path) -> bool:
        first = head(path).decode("utf-8-sig", "replace").splitlines()[:1]
        return bool(first) and {"track", "kind", "start", "label"} <= set(first[0].split(","))

    def read(self, path: Path) -> Iterator[Imported]:
        """A track for each name in the first column, in the order of their first rows."""
        text = contents(path, LARGEST).decode("utf-8-sig", "replace")
        gathered: dict[str, _Gathered] = {}
        table = csv.DictReader(io.StringIO(text, newline=""))
        try:
            for row in table:
                held = gathered.setdefault(row.get("track") or "", _Gathered())
                held.add({name: value or "" for name, value in row.items() if name})
        except (ValueError, LookupError, csv.Error) as error:
            place = f"line {table.line_num}"
            raise Refused(f"{path.name} has a row that says nothing: {error} ({place}).") from error
        for location, held in gathered.items():
            try:
                yield ImportedTrack(location, location, held.annotations(), "csv")
            except ValueError as error:
                raise Refused(f"{path.name} has no grid for {location}: {error}.") from error


@dataclass(slots=True)
class _Gathered:
    """The rows of one track so far."""

    anchors: list[Anchor] = field(default_factory=list)
    spans: list[LabelledSpan] = field(default_factory=list)
    cues: list[CuePoint] = field(default_factory=list)
    key: Key | None = None
    energy: EnergyCurve | None = None
    by: Provenance = field(default_factory=lambda: label_of("csv"))

    def add(self, row: dict[str, str]) -> None:
        """ValueError where the row makes no sense."""
        kind, _, rest = row["kind"].partition(":")
        if kind == "tempo":
            self.anchors.append(_anchor(row))
        elif kind == "section":
            labels = section_labels(row["label"])
            if labels:
                start, end = _number(row["start"]), _number(row.get("end", ""))
                self.spans.append(LabelledSpan(start, end, labels[0], _confidence(row)))
        elif kind == "cue":
            self.cues.append(self._cue(row, rest))
        elif kind == "key":
            self.key = Key.parse(row["label"])
        elif kind == "energy":
            self.energy = EnergyCurve(int(row["label"]))
        else:
            raise ValueError(f"“{row['kind']}” is no kind of label")

    def _cue(self, row: dict[str, str], rest: str) -> CuePoint:
        kind, _, slot = rest.partition(":")
        if slot and slot not in tuple(SLOTS):
            raise ValueError(f"there is no pad “{slot}”")
        end = _number(row["end"]) if row.get("end") else None
        start = _number(row["start"])
        if end is not None and end <= start:
            raise ValueError("it ends before it begins")
        if kind and kind not in set(CueKind):
            raise ValueError(f"“{kind}” is no kind of cue")
        cue = CuePoint(start, 0, CueKind(kind or "other"), row["label"], slot, end)
        return replace(cue, confidence=_confidence(row), by=self.by)

    def annotations(self) -> Annotations:
        anchors = sorted(self.anchors, key=lambda anchor: anchor.beat)
        return Annotations(
            grid=TempoMap(tuple(anchors)) if anchors else None,
            sections=sections_from(self.spans, self.by),
            cues=in_order(self.cues),
            key=self.key,
            energy=self.energy,
            grid_by=self.by,
            key_by=self.by,
            energy_by=self.by,
        )


def _anchor(row: dict[str, str]) -> Anchor:
    said = row["label"].split()
    if len(said) != 4:
        raise ValueError("a tempo is BPM, beats a bar, number of the beat and shift of the bar")
    bpm, meter, beat, shift = map(_number, said)
    return Anchor(int(beat), _number(row["start"]), bpm, int(meter), int(shift))


def _number(text: str) -> float:
    number = number_in(text)
    if number is None or abs(number) >= LONGEST:
        raise ValueError(f"“{text}” is no number" if text else "it lacks a number")
    return number


def _confidence(row: dict[str, str]) -> float:
    return min(max(_number(row.get("confidence") or "1"), 0.0), 1.0)
