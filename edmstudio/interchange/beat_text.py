"""Beats or sections as plain text, as data sets have them (Harmonix, Beat This, mir_eval).

Lines are `seconds [place in the bar [bar]]`, or `seconds label` where each section lasts until the
next line. The file is named after the audio.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.grid import TempoMap
from edmstudio.domain.refused import Refused
from edmstudio.domain.sections import SectionLabel
from edmstudio.interchange.beat_list import grid_of_beats
from edmstudio.interchange.importer import Imported, ImportedTrack, contents, head, label_of
from edmstudio.interchange.section_spans import LabelledSpan, sections_from
from edmstudio.interchange.vocabulary import section_labels

LARGEST = 16 << 20
_BEAT = re.compile(r"\s*(\d+(?:\.\d*)?)(?:[\s,]+(\d+)(?:\.0*)?(?:[\s,]+\d+(?:\.0*)?)?)?\s*")
_LABEL = re.compile(r"\s*(\d+(?:\.\d*)?)[\s,]+([A-Za-z][\w\- ]*?)\s*")


class BeatText:
    """Reads a file of beats or of segments."""

    name = "beat-text"
    title = "Beats or segments as text"

    def sniff(self, path: Path) -> bool:
        lines = head(path).decode("utf-8", "replace").splitlines()
        whole = [line for line in lines[:20] if line.strip()]
        if len(whole) > 1 and len(lines) < 20:
            whole.pop()  # may be cut off
        if path.suffix.lower() not in {".txt", ".beats", ".lab", ".segments", ""} or not whole:
            return False
        return all(map(_BEAT.fullmatch, whole)) or all(map(_LABEL.fullmatch, whole))

    def read(self, path: Path) -> Iterator[Imported]:
        """One track."""
        text = contents(path, LARGEST).decode("utf-8-sig", "replace")
        lines = [line for line in text.splitlines() if line.strip()]
        by = label_of("text")
        if all(map(_BEAT.fullmatch, lines)):
            annotations = Annotations(grid=_grid(lines), grid_by=by)
        else:
            annotations = Annotations(sections=sections_from(_spans(lines, path), by))
        yield ImportedTrack(str(path), str(path.with_suffix("")), annotations, "text")


def _grid(lines: list[str]) -> TempoMap | None:
    found = [match for line in lines if (match := _BEAT.fullmatch(line))]
    return grid_of_beats([float(m[1]) for m in found], [int(m[2] or 0) for m in found])


def _spans(lines: list[str], path: Path) -> list[LabelledSpan]:
    """Each label until the next line; unknown labels become part of what stands before them."""
    moments: list[float] = []
    words: list[str] = []
    for number, line in enumerate(lines, start=1):
        found = _LABEL.fullmatch(line)
        if found is None:
            raise Refused(f"{path.name} is neither beats nor segments (line {number}).")
        moments.append(float(found[1]))
        words.append(found[2])
    labels = [_label(word) for word in words]
    spans = zip(moments, moments[1:], labels, strict=False)
    return [LabelledSpan(start, end, label) for start, end, label in spans if label is not None]


def _label(word: str) -> SectionLabel | None:
    """Repeats are numbered or lettered in some sets: "verse 2", "chorusA"."""
    plain = re.sub(r"[\s_]*[\dA-Z]$", "", word.strip()).lower()
    return next(iter(section_labels(plain) or section_labels(word)), None)
