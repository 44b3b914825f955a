"""Section labels read off the layers: what plays says what a stretch is called."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.sections import SectionLabel
from edmstudio.synth.family_b.grammar import BASS, CHORDS, KICK, LEAD, SNARE, VOCAL, Form
from edmstudio.synth.performance import Span
from edmstudio.synth.placing import Floats

WEIGHTS = np.array([0.26, 0.12, 0.1, 0.06, 0.2, 0.02, 0.08, 0.1, 0.03, 0.03, 0.0])
LONGEST = 32  # bars of one label before a large change of layers starts another section


def name_sections(form: Form, riser: Floats, *, song: bool) -> tuple[Span, ...]:
    """Spans over the whole form.

    Rules: full density is a drop (a chorus where a song's voice leads); without a kick it is a
    break, or a build where it climbs into a full stretch; kick below full density is intro or
    outro at the ends, cooldown right behind a drop, bridge between drops, verse otherwise.
    """
    density = form.layers @ WEIGHTS
    edges = [*form.blocks, form.bars]
    means = np.array([density[a:b].mean() for a, b in pairwise(edges)])
    full = means >= 0.82 * np.quantile(means, 0.95)
    kick = np.array([form.layers[a:b, KICK].mean() > 0.3 for a, b in pairwise(edges)])
    climbs = np.array([riser[a:b].max(initial=0.0) > 0 for a, b in pairwise(edges)])
    names = [
        _name(block, full, kick, climbs, form=form, edges=edges, song=song)
        for block in range(len(means))
    ]
    return _joined(_merged(_smoothed(names, full), form, edges))


def _name(
    block: int, full: NDArray[np.bool_], kick: NDArray[np.bool_], climbs: NDArray[np.bool_],
    *, form: Form, edges: list[int], song: bool,
) -> SectionLabel:  # fmt: skip
    rows = form.layers[edges[block] : edges[block + 1]]
    peaks = np.flatnonzero(full)
    if full[block] and kick[block]:
        leads = rows[:, VOCAL].mean() > 0.3
        return SectionLabel.CHORUS if song and leads else SectionLabel.DROP
    ahead = peaks[peaks > block]
    if (
        len(ahead)
        and climbs[block]
        and not kick[ahead[0] - 1 : ahead[0]].all()
        and ahead[0] - block <= 4
    ):
        return SectionLabel.BUILD
    tonal = rows[:, [BASS, CHORDS, LEAD]].max(axis=1).mean() > 0.3
    if not kick[block]:
        return _without_kick(block, full, kick, rows, edges)
    before = peaks[peaks < block]
    if not len(before):
        return SectionLabel.VERSE if tonal else SectionLabel.INTRO
    if not len(ahead):
        return SectionLabel.OUTRO
    if before[-1] == block - 1 or not tonal:
        return SectionLabel.COOLDOWN
    return SectionLabel.VERSE if song or rows[:, VOCAL].mean() > 0.3 else SectionLabel.BRIDGE


def _without_kick(
    block: int, full: NDArray[np.bool_], kick: NDArray[np.bool_], rows: Floats, edges: list[int]
) -> SectionLabel:
    groove = rows[:, [SNARE, BASS]].max(axis=1).mean() > 0.3
    if full[block] and groove:
        return SectionLabel.DROP
    if not kick[:block].any() and edges[block] < 32:
        return SectionLabel.INTRO
    if not kick[block:].any() and not full[block:].any():
        return SectionLabel.OUTRO
    return SectionLabel.BREAK


def _smoothed(names: list[SectionLabel], full: NDArray[np.bool_]) -> list[SectionLabel]:
    """An intro never comes back, a build lasts to its drop, an outro to the end."""
    out = list(names)
    opened = next((k for k, name in enumerate(out) if name is not SectionLabel.INTRO), len(out))
    for block in range(max(opened, 1), len(out)):
        before, here = out[block - 1], out[block]
        if here is SectionLabel.INTRO:
            out[block] = SectionLabel.VERSE
        elif before is SectionLabel.OUTRO:
            out[block] = SectionLabel.OUTRO
        elif (
            before is SectionLabel.BUILD
            and here is SectionLabel.BREAK
            and full[block + 1 :][:2].any()
        ):
            out[block] = SectionLabel.BUILD
        elif before is SectionLabel.COOLDOWN and here is SectionLabel.BRIDGE:
            out[block] = SectionLabel.COOLDOWN
    return out


def _joined(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """A stretch of fewer than four bars belongs to the section before it."""
    kept = [spans[0]]
    for number, span in enumerate(spans[1:], start=2):
        after = spans[number].bar if number < len(spans) else 1 << 30
        if (
            after - span.bar >= 4 and span.label is not kept[-1].label
        ) or after - span.bar >= LONGEST // 2:
            kept.append(span)
    return tuple(kept)


def _merged(names: list[SectionLabel], form: Form, edges: list[int]) -> tuple[Span, ...]:
    spans = [Span(names[0], 0)]
    for block in range(1, len(names)):
        here, before = edges[block], edges[block - 1]
        turned = int((np.abs(form.layers[here] - form.layers[before]) > 0.3).sum())
        long_enough = here - spans[-1].bar >= LONGEST // 2
        fresh = (turned >= 4 and long_enough) or here - spans[-1].bar >= 2 * LONGEST
        if names[block] is not names[block - 1] or fresh:
            spans.append(Span(names[block], here))
    return tuple(spans)
