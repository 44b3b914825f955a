"""rekordbox's TEMPO rows and our grid: there and back.

A row's tempo has two decimals and its moment three, so that one row drifts by up to 12 ms over
five minutes. rekordbox pins the grid down again wherever that shows; so do we, and reading folds
such rows into one tempo again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import floor

from edmstudio.domain.grid import FASTEST, SLOWEST, Anchor, TempoMap

DRIFT = 0.003  # seconds that a written grid may be off before it is pinned down again
WHOLE = 0.05  # beats that a gap may be off and still count as whole
SAME_BPM = 0.021  # rounding to two decimals, twice
HALF_BPM = 0.0055  # what rounding to two decimals takes away
ROUNDED = 0.0011  # seconds that two moments of three decimals may be off together
BEND = 0.006  # seconds that a row may lie off the line through its fellows


@dataclass(frozen=True, slots=True)
class Tempo:
    """One TEMPO row: from `seconds` on the grid runs at `bpm`; `battito` counts from 1."""

    seconds: float
    bpm: float
    battito: int = 1
    meter: int = 4


def tempo_rows(grid: TempoMap, seconds: float) -> list[Tempo]:
    """The rows that hold a grid, from the first beat of the track to its end.

    A grid that begins later makes players fall into emergency loop (dj-data-converter #51).
    """
    rows: list[Tempo] = []
    for index, anchor in enumerate(grid.anchors):
        follower = grid.anchors[index + 1] if index + 1 < len(grid.anchors) else None
        first = anchor.beat if rows and anchor.seconds > 0 else _first_beat(anchor)
        last = follower.beat if follower else max(floor(grid.beat_at(seconds)), first) + 1
        for row in _segment(anchor, first, last):
            if not rows or row.seconds > rows[-1].seconds:
                rows.append(row)
        if rows and follower is not None:  # none where every beat so far lies before the track
            rows += _before_break(rows[-1], anchor, follower)
    return rows


def _before_break(row: Tempo, anchor: Anchor, follower: Anchor) -> list[Tempo]:
    """The last beat before an anchor, where rekordbox would count the beats to it otherwise."""
    place = (follower.beat - follower.shift) % follower.meter
    behind = Tempo(round(follower.seconds, 3), follower.bpm, place + 1, follower.meter)
    beat = anchor.beat + round((row.seconds - anchor.seconds) / anchor.period)
    if beat + _beats_to(row, behind) == follower.beat:
        return []
    last = next(_segment(anchor, follower.beat - 1, follower.beat))
    return [last] if row.seconds < last.seconds < behind.seconds - ROUNDED else []


def _first_beat(anchor: Anchor) -> int:
    """The first beat that does not lie before the track."""
    return anchor.beat - floor((anchor.seconds + 1e-9) / anchor.period)


def _segment(anchor: Anchor, first: int, last: int) -> Iterator[Tempo]:
    """Rows of one tempo for the beats `first` up to `last`, each pinned before it drifts off."""
    bpm = round(anchor.bpm, 2)
    beat = first
    while beat < last:
        seconds = anchor.seconds + (beat - anchor.beat) * anchor.period
        place = (beat - anchor.shift) % anchor.meter
        row = Tempo(max(round(seconds, 3), 0.0), bpm, place + 1, anchor.meter)
        yield row
        beat += _beats_held(anchor, row.seconds - seconds, place)


def _beats_held(anchor: Anchor, off: float, place: int) -> int:
    """Beats from a row that is `off` by so many seconds to the next that is needed."""
    drift = 60.0 / round(anchor.bpm, 2) - anchor.period
    if abs(drift) < 1e-9:
        return 1_000_000
    beats = max(floor((DRIFT - off if drift > 0 else DRIFT + off) / abs(drift)), 1)
    on_downbeat = beats - (place + beats) % anchor.meter
    return on_downbeat if on_downbeat > 0 else beats


def grid_of(rows: Sequence[Tempo]) -> TempoMap | None:
    """The grid that rows mean, drift corrections folded in; None where there is none."""
    ordered = _rising([row for row in rows if SLOWEST <= row.bpm <= FASTEST])
    if not ordered:
        return None
    first, *others = _segments(ordered)
    anchors = [_first_anchor(first.line())]
    for held, segment in pairwise((first, *others)):
        beats = held.beats + _beats_to(held.last, segment.head)
        anchors.append(_anchor(segment.line(), anchors[-1], beats))
    return TempoMap(tuple(anchors))


def _rising(rows: list[Tempo]) -> list[Tempo]:
    kept: list[Tempo] = []
    for row in sorted(rows, key=lambda row: row.seconds):
        if not kept or row.seconds > kept[-1].seconds:
            kept.append(row)
    return kept


class _Segment:
    """Rows of one tempo; sums are kept, so that any number of rows costs the same each."""

    def __init__(self, head: Tempo) -> None:
        self.head = self.last = head
        self.beats = 0  # from the first row to the last
        self.end: Tempo | None = None  # the row where another tempo begins
        self.beats_to_end = 0
        self._count = 1
        self._sums = (0.0, 0.0, 0.0, 0.0)  # beats, seconds, beats squared, beats by seconds

    def line(self) -> Tempo:
        """The tempo through all the rows, by least squares; a single row stands for itself."""
        if self._count == 1:
            return self._to_its_end()
        return self._through(self._sums, self._count, self.last.seconds - self.head.seconds)

    def _through(self, sums: tuple[float, ...], count: int, span: float) -> Tempo:
        beats, seconds, squares, products = sums
        slope = (count * products - beats * seconds) / (count * squares - beats * beats)
        bpm = self._finer(60.0 / max(slope, 0.01), span)
        start = self.head.seconds + (seconds - beats * 60.0 / bpm) / count
        return replace(self.head, seconds=start, bpm=bpm)

    def _to_its_end(self) -> Tempo:
        """One row before a change of tempo: its length says the tempo more finely."""
        if self.end is None or not self.beats_to_end:
            return self.head
        span = self.end.seconds - self.head.seconds
        return replace(self.head, bpm=self._finer(60.0 * self.beats_to_end / span, span))

    def _finer(self, bpm: float, span: float) -> float:
        """A tempo measured over a span of seconds, where that says more than the row's own."""
        written = self.head.bpm
        if abs(bpm - written) <= ROUNDED * written / span:
            return written
        lowest, highest = max(written - HALF_BPM, SLOWEST), min(written + HALF_BPM, FASTEST)
        return min(max(bpm, lowest), highest)

    def takes(self, row: Tempo, gap: int) -> bool:
        """Add a row, `gap` beats behind the last, if it only repeats this tempo.

        A bend shows first at the ends of the line through all rows.
        """
        beat, seconds = self.beats + gap, row.seconds - self.head.seconds
        more = (beat, seconds, beat * beat, beat * seconds)
        sums = tuple(held + new for held, new in zip(self._sums, more, strict=True))
        line = self._through(sums, self._count + 1, seconds)
        off = line.seconds + beat * 60.0 / line.bpm - row.seconds
        straight = max(abs(off), abs(line.seconds - self.head.seconds)) <= BEND
        if not straight:
            return False
        self.last, self.beats = row, beat
        self._sums, self._count = (sums[0], sums[1], sums[2], sums[3]), self._count + 1
        return True


def _segments(rows: list[Tempo]) -> list[_Segment]:
    segments = [_Segment(rows[0])]
    for row in rows[1:]:
        held = segments[-1]
        gap = _whole_beats(held.last, row)
        repeats = abs(row.bpm - held.head.bpm) <= SAME_BPM and row.meter == held.head.meter
        in_phase = (held.last.battito + gap - row.battito) % row.meter == 0
        if not (gap and repeats and in_phase and held.takes(row, gap)):
            held.end, held.beats_to_end = row, gap
            segments.append(_Segment(row))
    return segments


def _whole_beats(left: Tempo, right: Tempo) -> int:
    """Beats between two rows, 0 where it is no whole number of them."""
    beats = (right.seconds - left.seconds) * left.bpm / 60.0
    return round(beats) if abs(beats - round(beats)) <= WHOLE else 0


def _beats_to(left: Tempo, right: Tempo) -> int:
    """Beats from a row to the next, at least one, as rekordbox counts them.

    What is no whole number of beats is settled by the places in the bar: from one row to the next
    they go on by the count (baken-export, issue 212: so it is in every analysis of rekordbox 7).
    """
    gap = (right.seconds - left.seconds) * left.bpm / 60.0
    nearest = max(round(gap), 1)
    if left.meter != right.meter or abs(gap - nearest) <= WHOLE:
        return nearest
    step = (right.battito - left.battito) % left.meter
    near = (n for n in (nearest - 1, nearest, nearest + 1) if n > 0 and abs(n - gap) < 1.0)
    return next((n for n in near if n % left.meter == step), nearest)


def _first_anchor(line: Tempo) -> Anchor:
    place = line.battito - 1
    return Anchor(-((line.meter - place) % line.meter), line.seconds, line.bpm, line.meter)


def _anchor(line: Tempo, before: Anchor, beats: int) -> Anchor:
    """So many beats behind the anchor before it."""
    beat, place = before.beat + beats, line.battito - 1
    seconds = max(line.seconds, before.seconds + 1e-4)
    return Anchor(beat, seconds, line.bpm, line.meter, (beat - place) % line.meter)
