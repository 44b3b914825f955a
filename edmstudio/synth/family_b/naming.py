"""Section labels read off the layers: what plays says what a stretch is called."""

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.sections import SectionLabel
from edmstudio.synth.family_b.form import BASS, CHORDS, FELT, HATS, KICK, LEAD, SNARE, VOCAL, Form
from edmstudio.synth.performance import Span
from edmstudio.synth.placing import Floats

FULL, THIN = 0.82, 0.7  # of the density of the fullest blocks
LONG = 16  # bars of one label before a large change of layers starts another section
OPENING, CLOSING = 48, 40  # bars: no intro or outro is longer


@dataclass(frozen=True, slots=True, eq=False)
class Blocks:
    """What is known of each block of a form; arrays of shape (blocks,) or (blocks, layers).

    Attributes
    ----------
    begins : list of int
        First bars.
    bars : int
        Of the whole.
    density : ndarray
        Of what plays, 1 for the fullest.
    full, kick, climbs : ndarray of bool
        Whether it is about as full as can be, has the kick, and has something that rises.
    """

    begins: list[int]
    bars: int
    rows: Floats
    density: NDArray[np.float64]
    full: NDArray[np.bool_]
    kick: NDArray[np.bool_]
    climbs: NDArray[np.bool_]
    ideas: NDArray[np.int64]

    def plays(self, here: int, *layers: int) -> bool:
        """Whether one of the layers is there for most of a block."""
        return bool(self.rows[here, list(layers)].max() > 0.3)


def blocks_of(form: Form, riser: Floats) -> Blocks:
    """The blocks of a form."""
    edges = list(pairwise([*form.blocks, form.bars]))
    rows = np.array([form.layers[a:b].mean(axis=0) for a, b in edges])
    density = rows @ FELT
    # Snare, bass and a tune carry a peak from which the kick alone is missing.
    played = rows > 0.3
    carried = played[:, [SNARE, BASS]].all(axis=1) & played[:, [CHORDS, LEAD]].any(axis=1)
    density += 0.8 * FELT[KICK] * (carried & (rows[:, KICK] == 0.0))
    density = density / max(float(np.quantile(density, 0.95)), 1e-6)
    return Blocks(
        begins=list(form.blocks), bars=form.bars, rows=rows, density=density,
        full=density >= FULL, kick=rows[:, KICK] > 0.3,
        climbs=np.array([riser[a:b].max(initial=0.0) > 0 for a, b in edges]),
        ideas=form.ideas[[a for a, _ in edges]],
    )  # fmt: skip


def name_sections(form: Form, riser: Floats, *, song: bool) -> tuple[Span, ...]:
    """Spans over the whole form.

    Rules: full density is a drop (a chorus where a song's voice leads); without a kick it is a
    break, or a build where it climbs into a full stretch; kick below full density is intro or
    outro at the ends, cooldown right behind a drop, bridge between drops where other chords
    sound, verse otherwise.
    """
    blocks = blocks_of(form, riser)
    names = [_name(blocks, here, song=song) for here in range(len(blocks.begins))]
    return _joined(_merged(_smoothed(names, blocks), blocks))


def _name(blocks: Blocks, here: int, *, song: bool) -> SectionLabel:
    if not blocks.kick.any():
        return _without_any_beat(blocks, here)
    if blocks.full[here] and (blocks.kick[here] or blocks.plays(here, SNARE, BASS)):
        leads = song and blocks.plays(here, VOCAL)
        return SectionLabel.CHORUS if leads else SectionLabel.DROP
    if _leads_up(blocks, here):
        return SectionLabel.BUILD
    if _ebbs(blocks, here):
        return SectionLabel.OUTRO
    return _groove(blocks, here) if blocks.kick[here] else _rest(blocks, here)


def _without_any_beat(blocks: Blocks, here: int) -> SectionLabel:
    """What is fullest in a piece without a beat is a solo or a chorus, never a drop."""
    if blocks.full[here]:
        return SectionLabel.CHORUS if blocks.plays(here, VOCAL) else SectionLabel.BRIDGE
    if not blocks.full[: here + 1].any() and here == 0:
        return SectionLabel.INTRO
    return SectionLabel.OUTRO if _ebbs(blocks, here) else SectionLabel.VERSE


def _leads_up(blocks: Blocks, here: int) -> bool:
    """No steady kick, something that rises, and what is full comes within four blocks."""
    ahead = np.flatnonzero(blocks.full[here + 1 :])
    if not len(ahead) or ahead[0] > 3 or blocks.kick[here : here + 1 + ahead[0]].all():
        return False
    thicker = here > 0 and blocks.density[here] > blocks.density[here - 1] + 0.05
    near = ahead[0] == 0 and _bars(blocks, here) <= 8 and not blocks.kick[here]
    drummed = here > 0 and blocks.plays(here, SNARE, HATS)
    return bool(blocks.climbs[here] or (near and (thicker or drummed)))


def _ebbs(blocks: Blocks, here: int) -> bool:
    """From here to the end it only gets thinner, and the end is near."""
    rest = blocks.density[here:]
    thins = (rest <= np.minimum.accumulate(rest) + 0.1).all() and rest[0] < THIN
    return bool(thins and here and blocks.bars - blocks.begins[here] <= CLOSING)


def _groove(blocks: Blocks, here: int) -> SectionLabel:
    """The kick runs, and not all else does."""
    full = np.flatnonzero(blocks.full)
    if here < full[0]:
        tonal = blocks.plays(here, BASS, CHORDS, LEAD)
        return SectionLabel.VERSE if tonal else SectionLabel.INTRO
    if here - 1 in full and not blocks.plays(here, CHORDS, LEAD, VOCAL):
        return SectionLabel.COOLDOWN
    if full[0] < here < full[-1] and not blocks.plays(here, VOCAL):
        around = (full[full < here][-1], full[full > here][0])
        if blocks.ideas[here] not in blocks.ideas[list(around)]:
            return SectionLabel.BRIDGE
    return SectionLabel.VERSE


def _rest(blocks: Blocks, here: int) -> SectionLabel:
    """The kick is out."""
    opening = not blocks.kick[:here].any() and blocks.begins[here] < OPENING
    return SectionLabel.INTRO if opening else SectionLabel.BREAK


def _bars(blocks: Blocks, here: int) -> int:
    ends = [*blocks.begins[1:], blocks.bars]
    return ends[here] - blocks.begins[here]


def _smoothed(names: list[SectionLabel], blocks: Blocks) -> list[SectionLabel]:
    """An intro never comes back, a build lasts to its drop, a cooldown to what follows."""
    out = list(names)
    opened = next((k for k, name in enumerate(out) if name is not SectionLabel.INTRO), len(out))
    for here in range(max(opened, 1), len(out)):
        before, name = out[here - 1], out[here]
        soon = blocks.full[here + 1 :][:2].any()
        if name is SectionLabel.INTRO:
            out[here] = SectionLabel.VERSE
        elif before is SectionLabel.BUILD and name is SectionLabel.BREAK and soon:
            out[here] = SectionLabel.BUILD
        elif before is SectionLabel.COOLDOWN and name is SectionLabel.BRIDGE:
            out[here] = SectionLabel.COOLDOWN
    return out


def _joined(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """A stretch of fewer than four bars belongs to the section before it, or to what comes next."""
    if len(spans) > 1 and spans[1].bar < 4:
        spans = (replace(spans[1], bar=0), *spans[2:])
    kept = [spans[0]]
    for before, span, after in zip(spans, spans[1:], [*spans[2:], None], strict=False):
        goes_on = before is not kept[-1] and span.label is kept[-1].label
        if not goes_on and (after is None or after.bar - span.bar >= 4):
            kept.append(span)
    return tuple(kept)


def _merged(names: list[SectionLabel], blocks: Blocks) -> tuple[Span, ...]:
    spans = [Span(names[0], 0)]
    for here in range(1, len(names)):
        bar = blocks.begins[here]
        turned = int((np.abs(blocks.rows[here] - blocks.rows[here - 1]) > 0.3).sum())
        if names[here] is not names[here - 1] or (turned >= 4 and bar - spans[-1].bar >= LONG):
            spans.append(Span(names[here], bar))
    return tuple(spans)
