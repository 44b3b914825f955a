"""The names of sections, read off the layers that play in stretches of a piece."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.sections import SectionLabel
from edmstudio.synth.family_a.plan import CHORDS, DRUMS, FELT, HATS, KICK, LEAD, SNARE, VOCAL
from edmstudio.synth.performance import Span

PEAK, THIN = 0.8, 0.6  # of the fullest stretch: from there a peak, below there begin or end
OPENING = 40  # bars: no intro begins another stretch behind them
TURNED = 3  # layers that come or go where new material begins another section of the same name
Rows = NDArray[np.float64]
Numbers = NDArray[np.int64]


def read_off(levels: Rows, parts: Numbers, lengths: Numbers) -> tuple[Span, ...]:
    """Spans over all stretches.

    Parameters
    ----------
    levels : ndarray, shape (stretches, layers)
    parts, lengths : ndarray, shape (stretches,)
        Material, and bars.
    """
    names = _names(levels, parts, lengths)
    starts = np.concatenate([[0], np.cumsum(lengths)]).tolist()
    spans = [Span(names[0], 0)]
    for here in range(1, len(names)):
        turned = int((np.abs(levels[here] - levels[here - 1]) > 0.3).sum())
        anew = parts[here] != parts[here - 1] and turned >= TURNED
        long_enough = starts[here] - spans[-1].bar >= 16
        if names[here] is not names[here - 1] or (anew and long_enough):
            spans.append(Span(names[here], starts[here]))
    return tuple(_without_crumbs(spans))


def _without_crumbs(spans: list[Span]) -> list[Span]:
    """Fewer than four bars are no section: they belong to what went before, or comes next."""
    if len(spans) > 1 and spans[1].bar < 4:
        spans = [replace(spans[1], bar=0), *spans[2:]]
    kept, crumb = spans[:1], False
    for number, span in enumerate(spans[1:], start=2):
        short = number < len(spans) and spans[number].bar - span.bar < 4
        if not short and not (crumb and span.label is kept[-1].label):
            kept.append(span)
        crumb = short
    return kept


def _names(levels: Rows, parts: Numbers, lengths: Numbers) -> list[SectionLabel]:
    felt = levels @ FELT
    kicks = levels[:, KICK] > 0.3
    felt = felt / (felt[kicks].max() if kicks.any() else felt.max())
    peaks = np.flatnonzero((felt >= PEAK) & (kicks if kicks.any() else True))
    names: list[SectionLabel] = []
    for here in range(len(levels)):
        opening = all(name is SectionLabel.INTRO for name in names)
        if here in peaks:
            names.append(_peak(levels[here], drummed=bool(levels[:, DRUMS].any())))
        elif _leads_up(levels, felt, lengths, here, peaks):
            names.append(SectionLabel.BUILD)
        elif opening and here < peaks[0] and _opens(felt, kicks, here, int(lengths[:here].sum())):
            names.append(SectionLabel.INTRO)
        elif here > peaks[-1] and felt[here] < THIN and _only_thins(felt[here:]):
            names.append(SectionLabel.OUTRO)
        elif kicks[here] or not kicks.any():
            names.append(_groove(levels, parts, here, peaks))
        else:
            names.append(SectionLabel.BREAK)
    return names


def _peak(row: NDArray[np.float64], *, drummed: bool) -> SectionLabel:
    """Without any drum the fullest a piece gets is a solo or a chorus, never a drop."""
    if row[VOCAL] > 0.0 and (row[LEAD] == 0.0 or not drummed):
        return SectionLabel.CHORUS
    return SectionLabel.DROP if drummed else SectionLabel.BRIDGE


def _groove(levels: Rows, parts: Numbers, here: int, peaks: Numbers) -> SectionLabel:
    """The beat runs below its fullest (or there is no beat in the whole piece)."""
    if here - 1 in peaks and levels[here, [CHORDS, LEAD, VOCAL]].max() == 0.0:
        return SectionLabel.COOLDOWN
    if peaks[0] < here < peaks[-1] and not levels[here, VOCAL]:
        around = (peaks[peaks < here][-1], peaks[peaks > here][0])
        if parts[here] not in parts[list(around)]:
            return SectionLabel.BRIDGE
    return SectionLabel.VERSE


def _leads_up(
    levels: Rows, felt: NDArray[np.float64], lengths: Numbers, here: int, peaks: Numbers
) -> bool:
    """Without the kick, but fuller than before or with other drums, and a peak comes next."""
    if not here or levels[here, KICK] > 0.3 or here + 1 not in peaks or lengths[here] > 8:
        return False
    return bool(felt[here] > felt[here - 1] or levels[here, [SNARE, HATS]].any())


def _only_thins(felt: NDArray[np.float64]) -> bool:
    """Whether nothing that follows is fuller than what went before it."""
    return bool((felt <= np.minimum.accumulate(felt) + 0.1).all())


def _opens(
    felt: NDArray[np.float64], kicks: NDArray[np.bool_], here: int, bars_before: int
) -> bool:
    """Thin so far, or the beat of a piece that has one is still to come; not for ever."""
    beatless = kicks.any() and not kicks[: here + 1].any()
    return bool((felt[here] < THIN or beatless) and bars_before < OPENING)
