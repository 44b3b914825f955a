"""Where along a track something may be wrong: the heat under the overview."""

from collections.abc import Iterator

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.provenance import Voice
from edmstudio.domain.sections import Section

AGAINST = 0.7  # doubt where a label that was imported differs from what the model heard
AROUND = 2.0  # seconds on each side of a cue
Doubt = tuple[float, float, float]


def doubts(held: Annotations, model: Annotations | None) -> list[Doubt]:
    """Spans in seconds with a doubt of 0 to 1; what a person decided is beyond doubt."""
    return [*_sections(held, model), *_cues(held)]


def _sections(held: Annotations, model: Annotations | None) -> Iterator[Doubt]:
    for section in held.sections:
        if section.by.voice is Voice.CORRECTION:
            continue
        yield section.start, section.end, 1.0 - section.confidence
        if section.by.voice is Voice.LABEL and model is not None:
            yield from _against(section, model)


def _against(section: Section, model: Annotations) -> Iterator[Doubt]:
    for heard in model.sections:
        start, end = max(section.start, heard.start), min(section.end, heard.end)
        if start < end and heard.label is not section.label:
            yield start, end, AGAINST * heard.confidence


def _cues(held: Annotations) -> Iterator[Doubt]:
    for cue in held.cues:
        if cue.by.voice is not Voice.CORRECTION:
            yield cue.seconds - AROUND, cue.seconds + AROUND, 1.0 - cue.confidence
