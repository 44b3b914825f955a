"""A person with habits of their own, who knows the truth of rendered tracks and says it their way.

Beats 12 ms late, drum and bass counted at half the tempo, sections by other names, and a layout of
cues that no template of ours has.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from edmstudio.domain.annotations import Annotations, Fact
from edmstudio.domain.cues import CueKind, CuePoint
from edmstudio.domain.energy import EnergyCurve
from edmstudio.domain.grid import Anchor, TempoMap
from edmstudio.domain.key import Key
from edmstudio.domain.lesson import Lesson
from edmstudio.domain.sections import Section, SectionLabel

LATE = 0.012  # seconds
HALVED = {"drum and bass"}
WORDS = {"drop": "chorus", "break": "bridge", "cooldown": "outro", "silence": "intro"}
PADS = "BCD"


def lesson_of(path: Path) -> Lesson:
    """All that this person would say of a track whose truth lies beside it."""
    held = said_of(json.loads(path.with_suffix(".json").read_text(encoding="utf-8")))
    decided = frozenset(fact for fact in Fact if getattr(held, fact.value))
    return Lesson(path.stem, str(path), path.stem, held.sections[-1].end, held, decided)


def said_of(truth: dict[str, Any]) -> Annotations:
    """The truth in this person's way."""
    grid = _grid(truth)
    sections = tuple(_sections(truth["sections"]))
    return Annotations(
        grid=grid,
        sections=sections,
        cues=tuple(sorted(_cues(grid, sections), key=lambda cue: cue.seconds)),
        key=Key.parse(truth["key"]) if truth["key"] else None,
        energy=EnergyCurve(truth["energy"]),
        genre=truth["genre"],
    )


def _grid(truth: dict[str, Any]) -> TempoMap:
    anchors = [
        Anchor(each["beat"] - 1, each["time"] + LATE, each["bpm"], each["meter"])
        for each in truth["tempo_map"]
    ]
    if truth["genre"] in HALVED:
        anchors = [
            Anchor(int(a.beat // 2), a.seconds, a.bpm / 2, a.meter)
            for a in anchors
            if a.beat % 2 == 0
        ]
    return TempoMap(tuple(anchors))


def _sections(held: list[dict[str, Any]]) -> Iterator[Section]:
    """Neighbours of one name are one section."""
    end = held[-1]["end"]
    names = [WORDS.get(section["label"], section["label"]) for section in held]
    firsts = [n for n in range(len(held)) if n == 0 or names[n] != names[n - 1]]
    starts = [held[n]["start"] + LATE if n else 0.0 for n in firsts]
    for n, start, stop in zip(firsts, starts, [*starts[1:], end], strict=True):
        yield Section(start, stop, SectionLabel(names[n]))


def _cues(grid: TempoMap, sections: tuple[Section, ...]) -> Iterator[CuePoint]:
    """Mix in on the one, 16 bars before a drop, each break, 8 bars before the first outro."""
    end, drops, seen = sections[-1].end, 0, set[float]()
    wanted = [(float(grid.downbeats(-0.05, end)[0]), CueKind.MIX_IN, "In", "A", "")]
    for section in sections:
        line = grid.snap_to_bar(section.start)
        if section.label is SectionLabel.CHORUS:
            drops += 1
            pad = PADS[min(drops, len(PADS)) - 1]
            name = f"16 to drop {drops}"
            wanted.append((_bars(grid, line, -16), CueKind.DROP, name, pad, "#FFA000"))
        elif section.label is SectionLabel.BRIDGE:
            wanted.append((line, CueKind.BREAK, "Down", "E", ""))
        elif section.label is SectionLabel.OUTRO:
            wanted.append((_bars(grid, line, -8), CueKind.MIX_OUT, "Out", "H", ""))
    for seconds, kind, name, pad, colour in wanted:
        if 0.0 <= seconds < end - 2.0 and round(seconds, 1) not in seen:
            seen.add(round(seconds, 1))
            yield CuePoint(seconds, len(seen), kind, name, pad, colour=colour)


def _bars(grid: TempoMap, line: float, bars: int) -> float:
    meter = grid.anchor_at(line).meter
    return float(grid.seconds_at(grid.beat_at(line) + bars * meter))


def nonsense(held: Annotations, other: Annotations, chance: np.random.Generator) -> Annotations:
    """Any tempo, key and energy, another track's sections by any name, cues anywhere.

    Nothing of it is true, and nothing in it could be learned.
    """
    end = held.sections[-1].end
    scale = end / other.sections[-1].end
    labels = chance.choice(list(SectionLabel), len(other.sections))
    moments = np.sort(chance.uniform(0.0, end - 3.0, len(other.cues)))
    return replace(
        held,
        grid=TempoMap((Anchor(0, chance.uniform(0.0, 1.0), chance.uniform(70.0, 180.0), 4),)),
        sections=tuple(
            Section(each.start * scale, each.end * scale, SectionLabel(label))
            for each, label in zip(other.sections, labels, strict=True)
        ),
        cues=tuple(
            replace(cue, seconds=float(moment))
            for cue, moment in zip(other.cues, moments, strict=True)
        ),
        key=Key(int(chance.integers(12)), bool(chance.integers(2))),
        energy=EnergyCurve(int(chance.integers(1, 11))),
    )
