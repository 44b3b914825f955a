"""Who plays the keyboards of family A: sounds and figures, a set for each part of the track."""

from collections.abc import Callable
from dataclasses import dataclass

from edmstudio.synth.family_a.notes import Patch, choose_patch
from edmstudio.synth.family_a.phrases import ROWS, Phrase, climbing, compose
from edmstudio.synth.family_a.plan import ARP, CHORDS, LEAD, PAD, PARTS
from edmstudio.synth.family_a.score import spread
from edmstudio.synth.streams import Chance, between, happens, pick

CHORD_ROWS = (
    "x..x..x...x..x..", "..x...x...x...x.", "x...............", "x..x..x.x..x..x.",
    "...x......x.....", "x.....x.....x...", "x...x...x...x...", "..x..x....x..x..",
    "x.......x.......", ".......x......x.", "x.x.x.x.x.x.x.x.", "....x.......x...",
    "x..", "x....", "xx.xx.xx.xx.x.x.", "..xx..xx..xx..xx",
)  # fmt: skip
ARP_ROWS = (
    "xxxxxxxxxxxxxxxx", "xxxxxxxxxxxxxxxx", "x.x.x.x.x.x.x.x.", "x.xx.xx.x.xx.xx.",
    "x.x.x.x.x.x.x.x.", "x..", "xx.", "xxx.xxx.xxx.xxx.", ".xxx.xxx.xxx.xxx",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Player:
    """A keyboard player.

    Attributes
    ----------
    patches : tuple of Patch
        One for each part, mostly the same.
    rows : tuple of str
        One for each part; of chords.
    phrases : tuple of Phrase
        One for each part; of melodies and arpeggios.
    octave : int
    length : float
        Share of the way to the next note that a note sounds.
    level : float
    echo : float
        Sixteenths after which a quieter copy of a note follows, 0 for none.
    """

    patches: tuple[Patch, ...]
    rows: tuple[str, ...]
    phrases: tuple[Phrase, ...]
    octave: int
    length: float
    level: float
    echo: int = 0


def choose_players(chance: Chance, *, chips: bool) -> dict[int, Player]:
    """One player a layer."""
    stab = _kind(["stab", "saws", "organ", "piano", "stab", "saws", "driven"], chips, chance)
    lead = _kind(["lead", "saws", "pluck", "lead", "driven"], chips, chance)
    arp = _kind(["pluck", "stab", "lead", "piano"], chips, chance)
    rows = tuple(pick(chance, ARP_ROWS) for _ in range(2))
    return {
        PAD: Player(
            (choose_patch(_kind(["pad"], chips and happens(chance, 0.5), chance), chance),) * PARTS,
            (), (), 3, 1.0, between(chance, 0.25, 0.65),
        ),
        CHORDS: Player(
            _patches(stab, chance), _rows(chance), (), pick(chance, [3, 4]),
            between(chance, 0.3, 1.0), 0.8,
        ),
        LEAD: Player(
            _patches(lead, chance), (), _each(lambda: compose(chance, ROWS), chance),
            pick(chance, [4, 5]), between(chance, 0.4, 0.95), 0.75, _echo(chance),
        ),
        ARP: Player(
            _patches(arp, chance), (), _each(lambda: climbing(chance, pick(chance, rows)), chance),
            pick(chance, [4, 5]), between(chance, 0.3, 0.9), 0.5, _echo(chance),
        ),
    }  # fmt: skip


def _kind(kinds: list[str], chips: bool, chance: Chance) -> str:
    return "chip" if chips else pick(chance, kinds)


def _echo(chance: Chance) -> int:
    return pick(chance, [0, pick(chance, [2, 3, 3, 4])], [0.65, 0.35])


def _patches(kind: str, chance: Chance) -> tuple[Patch, ...]:
    """One sound for the whole track, or another in some parts."""
    first = choose_patch(kind, chance)
    return (first, *(
        choose_patch(kind, chance) if happens(chance, 0.15) else first for _ in range(PARTS - 1)
    ))  # fmt: skip


def _rows(chance: Chance) -> tuple[str, ...]:
    row = pick(chance, CHORD_ROWS)
    first = spread(row, chance) if len(row) == 16 and happens(chance, 0.4) else row
    return (first, *(
        pick(chance, CHORD_ROWS) if happens(chance, 0.3) else first for _ in range(PARTS - 1)
    ))  # fmt: skip


def _each(compose_one: Callable[[], Phrase], chance: Chance) -> tuple[Phrase, ...]:
    """A phrase for each part; every other one comes back."""
    first = compose_one()
    others = (compose_one() if happens(chance, 0.6) else first for _ in range(PARTS - 1))
    return (first, *others)
