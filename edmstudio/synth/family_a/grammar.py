"""From a style to a plan: sections with lengths, and which layer plays how much in each bar."""

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.sections import SectionLabel
from edmstudio.synth.family_a.layering import layered
from edmstudio.synth.family_a.plan import (
    ARP,
    BASS,
    CHORDS,
    FELT,
    HATS,
    KICK,
    LEAD,
    PAD,
    PARTS,
    PERC,
    VOCAL,
    Plan,
)
from edmstudio.synth.family_a.templates import PRESENCE, TEMPLATES, TOOL
from edmstudio.synth.performance import LAYERS, Span
from edmstudio.synth.placing import Floats
from edmstudio.synth.streams import Chance, between, happens, pick
from edmstudio.synth.style import Style

ODD_TAILS = (-4, -2, -1, 1, 2, 4, 6)
LOUD = ("drop", "chorus")
UNDER = 0.8  # of the density of the loudest section that any other may have
GIVEN_UP = (LEAD, CHORDS, ARP, PERC, HATS, BASS)  # in this order, for that
Cast = NDArray[np.bool_]
Bars = NDArray[np.int64]


def plan(style: Style, chance: Chance, *, longest: float) -> Plan:
    """A plan of at most about `longest` bars in the manner of the style."""
    aside = chance.spawn(1)[0]
    if happens(aside, 0.03):
        return _loop(style, aside)
    if happens(aside, style.layered):
        return layered(owned(style), aside, longest=longest)
    rows = _lengths(style, chance)
    while len(rows) > 3 and sum(length for _, length in rows) > longest * 1.15:
        rows = _shortened(rows, chance)
    spans, bar = [], 0
    for name, length in rows:
        spans.append(Span(SectionLabel(name), bar))
        bar += length
    levels = _levels(style, rows, chance)
    parts, heads = _material(rows, aside)
    return Plan(tuple(spans), levels, _openness(rows, chance), parts, heads)


def _loop(style: Style, chance: Chance) -> Plan:
    """One full loop and nothing else, as producers post what they have just begun."""
    length = pick(chance, [16, 16, 32, 64])
    cast = chance.random(len(LAYERS)) < np.array(PRESENCE["drop"]) * owned(style)
    cast[pick(chance, [KICK, BASS])] = True
    strength = np.where(cast, chance.uniform(0.65, 1.0, len(LAYERS)), 0.0).astype(np.float32)
    open_to = np.full(length + 1, between(chance, 0.4, 1.0), dtype=np.float32)
    whole = np.zeros(length, dtype=np.int64)
    levels = np.repeat(strength[None], length, axis=0)
    return Plan((Span(SectionLabel.DROP, 0),), levels, open_to, whole, whole)


def _material(rows: list[tuple[str, int]], chance: Chance) -> tuple[Bars, Bars]:
    """Parts and heads: sections of one name mostly share their material, two in a row never."""
    known: dict[str, int] = {}
    parts: list[int] = []
    heads: list[int] = []
    for (name, length), (before, _) in zip(rows, [("", 0), *rows], strict=False):
        usual = 1 if name in {"break", "bridge"} else 0
        part = known.setdefault(name, usual if happens(chance, 0.7) else int(chance.integers(3)))
        if parts and (name == before or happens(chance, 0.12)):
            part = (parts[-1] + pick(chance, [1, 2])) % PARTS
        heads += [len(parts)] * length
        parts += [part] * length
    return np.array(parts, dtype=np.int64), np.array(heads, dtype=np.int64)


def _lengths(style: Style, chance: Chance) -> list[tuple[str, int]]:
    templates = TEMPLATES[style.name]
    song = happens(chance, style.song) and style.name != "edm-pop"
    if happens(chance, 0.04):
        templates, song = (TOOL, TOOL, TOOL), False
    template = (
        TEMPLATES["edm-pop"][int(chance.integers(3))]
        if song
        else pick(chance, templates, [0.45, 0.3, 0.25])
    )
    rows = []
    for word in template.split():
        name, _, choices = word.partition(":")
        length = int(pick(chance, choices.split("/")))
        if happens(chance, 0.1):
            length = max(length + pick(chance, ODD_TAILS), 2)
        rows.append((name, length))
    return _turned(rows, chance)


def _turned(rows: list[tuple[str, int]], chance: Chance) -> list[tuple[str, int]]:
    """Now and then a section is missing, said twice, or a track begins or ends without frame."""
    if happens(chance, 0.12):
        rows = [row for row in rows if row[0] != "build"]
    if happens(chance, 0.06):
        rows = rows[1:]
    if happens(chance, 0.08):
        rows = rows[:-1]
    if happens(chance, 0.08):
        where = int(chance.integers(1, max(len(rows) - 1, 2)))
        rows = [*rows[: where + 1], *rows[where:]]
    return rows


def _shortened(rows: list[tuple[str, int]], chance: Chance) -> list[tuple[str, int]]:
    """A radio edit: one inner section goes, or the longest is halved."""
    longest = max(range(len(rows)), key=lambda index: rows[index][1])
    if rows[longest][1] > (8 if len(rows) <= 6 else 16):
        rows = list(rows)
        rows[longest] = (rows[longest][0], max(rows[longest][1] // 2, 4))
        return rows
    spare = [k for k in range(1, len(rows) - 1) if rows[k][0] not in LOUD]
    gone = pick(chance, spare) if spare else int(chance.integers(1, len(rows) - 1))
    return [row for index, row in enumerate(rows) if index != gone]


def _levels(style: Style, rows: list[tuple[str, int]], chance: Chance) -> Floats:
    blocks = []
    has = chance.random(len(LAYERS)) < owned(style)
    song = any(name == "chorus" for name, _ in rows)
    has[VOCAL] |= song  # a chorus is sung
    memory = {name: _cast(name, has, song, chance) for name in LOUD}
    peaks = [float(FELT @ memory[name]) for name, _ in rows if name in LOUD]
    fullest = max(peaks, default=1.0)
    for index, (name, length) in enumerate(rows):
        fresh = _cast(name, has, song, chance)
        cast = memory.get(name, fresh) if happens(chance, 0.7) or name in LOUD else fresh
        if name not in LOUD:
            cast = _held_back(cast, UNDER * fullest)
        memory[name] = cast
        strength = np.where(cast, chance.uniform(0.65, 1.0, len(LAYERS)), 0.0)
        block = np.repeat(strength[None].astype(np.float32), length, axis=0)
        _stagger(block, name, chance, last=index == len(rows) - 1)
        _never_empty(block, strength)
        blocks.append(block)
    return np.concatenate(blocks)


def _cast(name: str, has: Cast, song: bool, chance: Chance) -> Cast:
    presence = np.array(PRESENCE[name])
    if song and name in {"verse", "chorus"}:
        presence[VOCAL] = 0.85 if name == "verse" else 0.97
    return _audible((chance.random(len(LAYERS)) < presence) & has, name, chance)


def _held_back(cast: Cast, most: float) -> Cast:
    """A section that is not the peak of its track is not as full as the peak."""
    cast = cast.copy()
    for layer in GIVEN_UP:
        if float(FELT @ cast) <= most or cast.sum() <= 2:
            break
        cast[layer] = False
    return cast


def _audible(cast: Cast, name: str, chance: Chance) -> Cast:
    """A loud section has a kick or a bass; any other at least two layers that can be heard."""
    cast = cast.copy()
    if name in {"drop", "chorus", "verse"}:
        if not cast[[KICK, BASS]].any():
            cast[[KICK, BASS]] = True
    elif name in {"break", "build"}:
        tonal = [PAD, CHORDS, ARP, VOCAL, LEAD]
        while cast[tonal].sum() < 2:
            cast[pick(chance, tonal)] = True
    elif cast.sum() < 2:
        cast[[KICK, HATS]] = True
    return cast


def _never_empty(block: Floats, strength: NDArray[np.float64]) -> None:
    """Where coming and going left nothing, the two strongest layers stay."""
    strongest = np.argsort(strength)[-2:]
    silent = np.flatnonzero(block.sum(axis=1) == 0.0)
    block[np.ix_(silent, strongest)] = np.maximum(strength[strongest], 0.5).astype(np.float32)


def owned(style: Style) -> NDArray[np.float64]:
    """How probable it is that a track of this style has a layer at all."""
    calm = style.name in {"downtempo", "progressive", "trance", "future bass", "edm-pop"}
    tonal = 1.0 - 0.75 * style.keyless
    return np.array([
        1.0, 0.97, 0.97, 0.9, 0.98, 0.9 if calm else 0.6, 0.85 * tonal, 0.85 * tonal,
        (0.8 if calm else 0.6) * tonal, style.vocals, 0.6,
    ])  # fmt: skip


def _stagger(block: Floats, name: str, chance: Chance, *, last: bool) -> None:
    """Layers come in, and leave, phrase by phrase; in intros and outros nearly always."""
    length = len(block)
    step = pick(chance, [4, 8, 8, 16])
    for layer in range(block.shape[1]):
        late = {"intro": 0.6, "outro": 0.0, "break": 0.35, "build": 0.3}.get(name, 0.12)
        early = {"outro": 0.65 if last else 0.3, "break": 0.2, "cooldown": 0.35}.get(name, 0.06)
        if length > step and happens(chance, late):
            block[: int(chance.integers(1, -(-length // step))) * step, layer] = 0.0
        if length > step and happens(chance, early):
            block[int(chance.integers(1, -(-length // step))) * step :, layer] = 0.0
    if name == "build":
        block[:, KICK] *= _thinning(length, chance)
    if happens(chance, 0.03):
        block[:, KICK] = 0.0


def _thinning(length: int, chance: Chance) -> Floats:
    keep = np.ones(length, dtype=np.float32)
    if happens(chance, 0.6):
        keep[-max(length // pick(chance, [2, 4, 8]), 1) :] = 0.0
    return keep


def _openness(rows: list[tuple[str, int]], chance: Chance) -> Floats:
    """Filters open towards drops, close at ends, and drift wherever they like."""
    curve = [between(chance, 0.3, 1.0)]
    for name, length in rows:
        target = between(chance, 0.55, 1.0) if name in LOUD else between(chance, 0.2, 1.0)
        begin = target if happens(chance, 0.55) else curve[-1]
        end = between(chance, 0.75, 1.0) if name == "build" else target
        curve += np.linspace(begin, end, length + 1)[1:].tolist()
    return np.array(curve, dtype=np.float32)
