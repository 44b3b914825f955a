"""rekordbox' phrases (the PSSI tag): the section labels inside DJ libraries.

USB exports mask them with a fixed pattern (crate-digger); moods and kinds are those of
`vocabulary.PHRASES`. They are read, never written.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from edmstudio.domain.provenance import Provenance
from edmstudio.domain.sections import Section
from edmstudio.interchange.rekordbox.anlz_file import Tag
from edmstudio.interchange.section_spans import LabelledSpan, sections_from
from edmstudio.interchange.vocabulary import PHRASES
from edmstudio.interchange.vocabulary import Phrase as Meaning

_MASK = bytes.fromhex("CBE1EEFAE5EEADEEE9D2E9EBE1E9F3E8E9F4E1")
_ENTRY = 24
MOODS = {1: "high", 2: "mid", 3: "low"}


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase: beats count from 1 into the grid; `fill` is where its fill begins, or 0."""

    beat: int
    kind: int
    fill: int = 0


@dataclass(frozen=True, slots=True)
class Phrases:
    """All phrases of a track, its mood (1 high, 2 mid, 3 low) and the beat after the last."""

    mood: int
    end_beat: int
    phrases: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class PhraseSpan:
    """A phrase in seconds with what it is called there and may be here."""

    start: float
    end: float
    meaning: Meaning


def phrases_in(tag: Tag) -> Phrases:
    """The phrases of a PSSI tag, unmasked; ValueError where it is damaged."""
    if len(tag.header) < 20:
        raise ValueError("the phrases have no header")
    size, count = struct.unpack(">IH", tag.header[:6])
    if size & 0xFFFF != _ENTRY or len(tag.body) < _ENTRY * count:
        raise ValueError(f"{count} phrases of {size} bytes in {len(tag.body)}")
    plain = tag.header[6:] + tag.body
    if int.from_bytes(plain[:2], "big") not in MOODS:
        plain = bytes(
            byte ^ (_MASK[index % len(_MASK)] + count & 0xFF) for index, byte in enumerate(plain)
        )
    mood, end_beat = struct.unpack(">H6xH", plain[:10])
    if mood not in MOODS:
        raise ValueError(f"phrases of mood {mood}")
    entries = plain[len(tag.header) - 6 :]
    return Phrases(mood, end_beat, tuple(_phrase(entries, _ENTRY * n) for n in range(count)))


def _phrase(entries: bytes, at: int) -> Phrase:
    beat, kind = struct.unpack(">HH", entries[at + 2 : at + 6])
    (fill,) = struct.unpack(">H", entries[at + 22 : at + 24])
    return Phrase(beat, kind, fill if entries[at + 21] else 0)


def spans_of(found: Phrases, beats: Sequence[float]) -> list[PhraseSpan]:
    """The phrases in seconds, from those of every beat; unknown kinds and empty spans left out.

    `beat` may point past the grid's end; it then means the last beat.
    """
    if not beats:
        return []
    kinds = PHRASES[found.mood]
    starts = [phrase.beat for phrase in found.phrases] + [found.end_beat]
    moments = [beats[min(max(beat, 1), len(beats)) - 1] for beat in starts]
    return [
        PhraseSpan(start, end, kinds[phrase.kind])
        for phrase, start, end in zip(found.phrases, moments, moments[1:], strict=False)
        if end > start and phrase.kind in kinds
    ]


def sections_of(spans: Sequence[PhraseSpan], by: Provenance) -> tuple[Section, ...]:
    """Sections that follow each other, with the likeliest label of each phrase."""
    return sections_from(
        (LabelledSpan(s.start, s.end, s.meaning.labels[0], s.meaning.weight) for s in spans), by
    )
