"""A list of beats, as annotation files have them, made into a grid of few tempi."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from edmstudio.domain.grid import FASTEST, SLOWEST, Anchor, TempoMap

TOLERANCE = 0.010  # seconds that a beat may lie off its tempo
EXACT = (0.0001, 0.001)  # the same for beats that a program computed and rounded
FEW, SHORTEST = 16, 4  # beats that such tempi last, on average and at least


def grid_of_beats(seconds: Sequence[float], positions: Sequence[int] = ()) -> TempoMap | None:
    """The fewest tempi, greedily, that keep every beat within a tolerance.

    A strict one where that leaves few tempi: the grid of a program comes back to the millisecond,
    one that was tapped or followed does not fall into a tempo for every beat.

    Parameters
    ----------
    seconds : sequence of float
        Beats; the order does not matter.
    positions : sequence of int
        Place of each in its bar from 1 on, 0 where unknown; without any, bars begin with the first
        beat and have four.

    Returns
    -------
    TempoMap or None
        None for fewer than two beats, or tempi that are no music.
    """
    placed = dict(zip(seconds, positions or [0] * len(seconds), strict=True))
    times = sorted(placed)
    if len(times) < 2 or not all(_is_music(right - left) for left, right in pairwise(times)):
        return None
    places = [placed[time] for time in times]
    meter = _meter(places)
    first = next((index for index, place in enumerate(places) if place == 1), 0)
    shift = first % meter if any(places) else 0
    anchors = [
        Anchor(
            index - shift, times[index], 60.0 / period, meter, _shift(index, shift, places, meter)
        )
        for index, period in _few_pieces(times)
    ]
    return TempoMap(tuple(anchors))


def _is_music(period: float) -> bool:
    return 60.0 / FASTEST <= period <= 60.0 / SLOWEST


def _meter(places: Sequence[int]) -> int:
    """Beats in a bar: the place that most often stands before a 1."""
    ends = Counter(left for left, right in pairwise(places) if right == 1 and 1 < left <= 16)
    return ends.most_common(1)[0][0] if ends else 4


def _shift(index: int, shift: int, places: Sequence[int], meter: int) -> int:
    """Where bars begin from this beat on, by its own place in the bar."""
    place = places[index]
    return (index - shift - (place - 1)) % meter if 1 <= place <= meter else 0


def _few_pieces(times: Sequence[float]) -> list[tuple[int, float]]:
    for tolerance in EXACT:
        pieces = _pieces(times, tolerance)
        starts = [*(start for start, _ in pieces), len(times)]
        long = all(right - left >= SHORTEST for left, right in pairwise(starts))
        if len(pieces) == 1 or (long and len(pieces) <= len(times) // FEW):
            return pieces
    return _pieces(times, TOLERANCE)


def _pieces(times: Sequence[float], tolerance: float) -> list[tuple[int, float]]:
    """First beat and period of each tempo: a cone of periods narrowed until it is empty.

    Every period of the cone keeps all beats of the piece within the tolerance.
    """
    pieces: list[tuple[int, float]] = []
    start, low, high = 0, 0.0, float("inf")
    for index in range(1, len(times)):
        lower, upper = _cone(times, start, index, tolerance)
        if max(low, lower) > min(high, upper):
            pieces.append((start, _period(_mean(times, start, index - 1), low, high)))
            start, low, high = index - 1, 0.0, float("inf")
            lower, upper = _cone(times, start, index, tolerance)
        low, high = max(low, lower), min(high, upper)
    return [*pieces, (start, _period(_mean(times, start, len(times) - 1), low, high))]


def _cone(times: Sequence[float], start: int, index: int, near: float) -> tuple[float, float]:
    """The periods from one beat that come near enough to another."""
    beats, span = index - start, times[index] - times[start]
    return (span - near) / beats, (span + near) / beats


def _mean(times: Sequence[float], start: int, stop: int) -> float:
    return (times[stop] - times[start]) / (stop - start)


def _period(mean: float, low: float, high: float) -> float:
    """The period from end to end, or the nearest of the cone."""
    return min(max(min(max(mean, low), high), 60.0 / FASTEST), 60.0 / SLOWEST)
