"""Audacity's label tracks, in and out: sections and loops as regions, cues as points.

Lines are `start TAB end TAB text` in seconds; a second line that begins with a backslash holds
frequencies and is passed over (Audacity manual, "Importing and Exporting Labels").
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.cues import CueKind, CuePoint
from edmstudio.domain.refused import Refused
from edmstudio.domain.sections import SectionLabel
from edmstudio.interchange.capabilities import LABEL_TRACK
from edmstudio.interchange.exporter import DEFAULTS, ExportOptions, ExportReport, ExportTrack
from edmstudio.interchange.foreign_values import LONGEST
from edmstudio.interchange.importer import Imported, ImportedTrack, contents, head, label_of
from edmstudio.interchange.per_track import write_each
from edmstudio.interchange.section_spans import LabelledSpan, sections_from
from edmstudio.interchange.vocabulary import cue_kind, cue_name, section_labels

LARGEST = 64 << 20
LOOP = "Loop "
_LINE = re.compile(r"\s*(-?\d+(?:[.,]\d+)?)\t(-?\d+(?:[.,]\d+)?)(?:\t(.*))?")


class AudacityLabels:
    """Writes a label track for each track."""

    name = "audacity"
    title = "Audacity labels"
    suffix = ".txt"
    source = ""
    capability = LABEL_TRACK

    def export(
        self, tracks: Iterable[ExportTrack], target: Path, options: ExportOptions = DEFAULTS
    ) -> ExportReport:
        """A file for one track, a folder for more."""
        return write_each(tracks, target, options, exporter=self, text=_text)

    def is_one(self, path: Path) -> bool:
        """As the reader sees it."""
        return AudacityReader().sniff(path)


def _text(entry: ExportTrack) -> str:
    annotations = entry.annotations
    lines = [(s.start, s.end, str(s.label)) for s in annotations.sections]
    for cue in annotations.cues:
        name = re.sub(r"\s+", " ", cue_name(cue.name, cue.kind)).strip() or "Cue"
        text = LOOP + name.removeprefix(LOOP) if cue.end is not None else name
        lines.append((cue.seconds, cue.seconds if cue.end is None else cue.end, text))
    return "".join(f"{start:.6f}\t{end:.6f}\t{text}\n" for start, end, text in sorted(lines))


class AudacityReader:
    """Reads a label track; the file is named after the audio."""

    name = "audacity"
    title = "Audacity labels"

    def sniff(self, path: Path) -> bool:
        """Two times with decimals, in order: a list of beats has places in bars behind its tab."""
        text = head(path).decode("utf-8", "replace").lstrip("\ufeff")
        found = _LINE.fullmatch(text.splitlines()[0] if text.strip() else "")
        if found is None or not all(re.search("[.,]", time) for time in found.groups()[:2]):
            return False
        start, end = _span(found)
        return end >= start

    def read(self, path: Path) -> Iterator[Imported]:
        """One track."""
        by = label_of("Audacity")
        spans: list[LabelledSpan] = []
        cues: list[CuePoint] = []
        text = contents(path, LARGEST).decode("utf-8-sig", "replace")
        for number, line in enumerate(re.split(r"\r\n?|\n", text), start=1):
            if not line.strip() or line.startswith("\\"):
                continue
            found = _LINE.fullmatch(line)
            start, end = _span(found) if found else (LONGEST, LONGEST)
            if found is None or max(start, end) >= LONGEST:
                raise Refused(f"{path.name} is no label track of Audacity's (line {number}).")
            label = _section(found[3] or "") if end > start else None
            if label is not None:
                spans.append(LabelledSpan(start, end, label))
            else:
                cues.append(_cue(start, end, found[3] or "", len(cues) + 1))
        ordered = tuple(sorted(cues, key=lambda cue: (cue.seconds, cue.cue_id)))
        yield ImportedTrack(
            key=str(path),
            location=str(path.with_suffix("")),
            annotations=Annotations(sections=sections_from(spans, by), cues=ordered),
            source="audacity",
        )


def _span(found: re.Match[str]) -> tuple[float, float]:
    """Start and end in seconds."""
    return float(found[1].replace(",", ".")), float(found[2].replace(",", "."))


def _section(text: str) -> SectionLabel | None:
    if text.startswith(LOOP):
        return None
    return next(iter(section_labels(text)), None)


def _cue(start: float, end: float, text: str, number: int) -> CuePoint:
    loop = end > start
    name = text.removeprefix(LOOP) if loop else text
    kind = CueKind.LOOP if loop else cue_kind(name)
    return CuePoint(
        max(start, 0.0), number, kind, name, end=end if loop else None, by=label_of("Audacity")
    )
