"""What the next span is: the playhead is always right, and the sound follows it in splices."""

from math import ceil, inf

from edmstudio.audio.head import Head, Ran
from edmstudio.audio.orders import RAMP, Orders, Pace, Seam, Source
from edmstudio.audio.splicing import Piece, Splicer, fade
from edmstudio.audio.stretch import Follower

GRAIN = 0.020  # seconds from the middle of one grain of a scrub to the next
NEAR = 1e-3  # frames; less is rounding


class Planner:
    """Looks at the orders whenever a span is over, and begins the next one."""

    def __init__(self, rate: int, head: Head, splicer: Splicer) -> None:
        self._head, self._splicer = head, splicer
        self._fade, self._grain = fade(round(RAMP * rate)), fade(round(GRAIN * rate))
        self._follower = Follower(rate)
        self.ended = -1  # number of the press that came to the end of the track
        self.holds = True  # the playhead stands in this span
        self.pace = Orders().pace
        self.seam: Seam | None = None
        self.seen = Orders()
        self._leaped = self._jumped = 0
        self._grained: float | None = None

    def wants(self, orders: Orders) -> bool:
        """Whether the track should be playing."""
        return orders.playing and self.ended != orders.press

    def plan(self, orders: Orders, room: int) -> None:
        """Begin a span; one without a splice is no longer than `room` frames."""
        before, self.seen = self.seen, orders
        self.pace, self.holds, self.seam = orders.pace, True, None
        if orders.scrub is not None or self._grained is not None:
            self._scrub(orders, room)
        elif orders.seek != self._head.seek:
            self._seek(orders)
        elif not self.wants(orders):
            self._rest(room)
        elif self._splicer.piece is None:
            self._begin(orders)
        else:
            self._heed(orders, before)
            self._go_on(orders, room)
        self._leaped = orders.leap

    def ran(self, ran: Ran) -> None:
        """What the playhead met on its way."""
        if ran is Ran.OVER_SEAM:
            if self.seam is self.seen.once:
                self._jumped = self.seen.jump
            self.seam = None
        elif ran is Ran.TO_END:
            self.ended, self.holds = self.seen.press, True

    def _over_to(self, piece: Piece | None) -> None:
        self._splicer.over_to(piece, self._fade)

    def _rest(self, room: int) -> None:
        if self._splicer.piece is None:
            self._splicer.straight(room)
        else:
            self._over_to(None)

    def _seek(self, orders: Orders) -> None:
        sounding = self._splicer.piece is not None
        self._head.seek = orders.seek
        self._head.put(orders.target)
        if self.wants(orders):
            self._begin(orders)
        elif sounding:
            self._over_to(None)
        else:
            self._splicer.straight(1)

    def _begin(self, orders: Orders) -> None:
        """Fade in so early that what lies at the playhead is heard with all its force."""
        if self.pace.head == 1.0 and not self._head.at.is_integer():
            self._head.put(float(round(self._head.at)))
        lead = len(self._fade) * self.pace.piece
        self._over_to(Piece(orders.source, whole(self._head.at - lead, self.pace)))

    def _scrub(self, orders: Orders, room: int) -> None:
        """Grains from under the pointer while it moves, silence where it stands."""
        self._head.seek = orders.seek if orders.scrub is not None else self._head.seek
        under, self._grained = self._grained, orders.scrub
        if orders.scrub is not None and orders.scrub != under:
            self._head.put(orders.scrub)
            lead = len(self._grain) * self.pace.piece
            piece = Piece(orders.source, whole(orders.scrub - lead, self.pace))
            self._splicer.over_to(piece, self._grain)
        elif self._splicer.piece is not None:
            self._splicer.over_to(None, self._grain)
        else:
            self._splicer.straight(room)

    def _heed(self, orders: Orders, before: Orders) -> None:
        """Changes that move a running playhead at once: leaps, and a loop that leaves it."""
        head, old, new = self._head, before.loop, orders.loop
        if orders.leap != self._leaped:
            at = min(max(head.at + orders.by, 0.0), float(orders.source.frames))
            head.put(at, self.pace.head)
        elif old is not None and new is not None and old != new:
            inside = old.to <= head.at < old.at
            if inside and not new.to <= head.at < new.at:
                at = new.to + (head.at - new.to) % (new.at - new.to)
                head.put(at, self.pace.head)
        if self.pace.head == 1.0 and not head.at.is_integer():
            head.put(float(round(head.at)), 1.0)

    def _go_on(self, orders: Orders, room: int) -> None:
        piece, pace = self._splicer.piece, self.pace
        assert piece is not None
        once = orders.once if orders.jump != self._jumped else None
        self.holds, self.seam = False, seam_ahead(self._head.at, orders.loop, once)
        length = len(self._fade)
        if piece.source.samples is not orders.source.samples:
            self._over_to(Piece(orders.source, piece.at))
            return
        piece.source = orders.source
        due, to = meeting(self.seam, self._head.at, pace.head) if self.seam else (1 << 60, inf)
        attack = self._attack(orders.source, due)
        if attack is not None:
            due, to = attack
        locks = due == length or (attack is not None and length < due < 2 * length)
        if locks and abs(piece.at + due * pace.piece - to) > pace.head:
            self._over_to(Piece(orders.source, whole(to - due * pace.piece, pace)))
            return
        place, patience = self._course(piece, due)
        if place is not None:
            self._over_to(Piece(orders.source, place))
        else:
            free = due - length if due > length else due
            self._splicer.straight(min(room, max(free, 1), patience))

    def _attack(self, source: Source, due: int) -> tuple[int, float] | None:
        """The meeting with the next attack, where it has to be met and no seam swallows it."""
        length, step = len(self._fade), self.pace.head
        if step == self.pace.piece:
            return None
        lead = self._head.at + (length - 1) * step
        index = int(source.attacks.searchsorted(lead, side="right"))
        if index == len(source.attacks):
            return None
        place = int(source.attacks[index])
        met = meeting(Seam(place, place), self._head.at, step)
        return met if met[0] <= due - length else None

    def _course(self, piece: Piece, due: int) -> tuple[float | None, int]:
        """Where the sound has to go, or how long it may go on."""
        head, pace, length = self._head.at, self.pace, len(self._fade)
        if pace.head == pace.piece:
            return (head if abs(piece.at - head) > NEAR else None), 1 << 30
        if length <= due < 2 * length:
            return None, due
        source, lead = piece.source, length * pace.piece
        course = self._follower.course(
            source, piece.at, head, speed=pace.head / pace.piece, fade=lead
        )
        return course.place, max(round(course.patience / pace.piece), 1)


def seam_ahead(head: float, *seams: Seam | None) -> Seam | None:
    """The nearest seam in front of the playhead."""
    return min((seam for seam in seams if seam and head < seam.at), default=None)


def meeting(seam: Seam, head: float, step: float) -> tuple[int, float]:
    """Frames until the playhead is at a seam, and the frame of the source it is then at."""
    due = ceil((seam.at - head) / step)
    return due, seam.to + (head + due * step - seam.at)


def whole(at: float, pace: Pace) -> float:
    """At the source's own pace sound is read from whole frames."""
    return float(round(at)) if pace.piece == 1.0 else at
