"""What the drummer of family B repeats: Euclidean rows and steps by weight, for each idea."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from edmstudio.synth.family_b.form import IDEAS
from edmstudio.synth.streams import Chance, between, happens, pick

HAT_ROWS = (
    (0.0, 0.0, 1.0, 0.0), (0.9, 0.2, 1.0, 0.2), (1.0, 0.8, 1.0, 0.8), (1.0, 0.0, 1.0, 0.1),
    (0.2, 0.1, 1.0, 0.4), (1.0, 0.95, 1.0, 0.95), (1.0, 0.0, 0.1, 0.0),
)  # fmt: skip


def euclid(hits: int, steps: int, turn: int = 0) -> NDArray[np.int64]:
    """Hits spread as evenly as steps allow, from step `turn` on (Toussaint, 2005)."""
    row = (np.arange(steps) * hits) % steps < hits
    return np.flatnonzero(np.roll(row, turn))


@dataclass(frozen=True, slots=True, eq=False)
class Hands:
    """What the drummer of one track repeats.

    Attributes
    ----------
    kick, snare : ndarray of steps
    answer : ndarray of steps
        Kicks of every other bar.
    chance_of_more : float
        Probability of an additional kick a bar.
    hats : ndarray, shape (16,)
        Probability of each step.
    struck : tuple of ndarray
    fills : float
    """

    kick: NDArray[np.int64]
    snare: NDArray[np.int64]
    answer: NDArray[np.int64]
    chance_of_more: float
    hats: NDArray[np.float64]
    struck: tuple[NDArray[np.int64], ...]
    fills: float


def choose_hands(groove: str, chance: Chance) -> Hands:
    """Steps for a groove."""
    kick = np.array(_kicks(groove, chance))
    answer = kick
    if happens(chance, 0.35):
        late = chance.integers(9, 16, pick(chance, [1, 2]))
        answer = np.union1d(kick, late) if happens(chance, 0.7) else np.setxor1d(kick, late)
    snares = [[4, 12], [4, 12], [4, 12], [4, 12, 15], [12], [4, 11]]
    rows = tuple(
        euclid(pick(chance, [2, 3, 5, 7, 9]), 16, int(chance.integers(16))) for _ in range(3)
    )
    return Hands(
        kick, np.array([8] if groove == "half" else pick(chance, snares)), answer,
        pick(chance, [0.0, 0.05, 0.25]), np.tile(pick(chance, HAT_ROWS), 4),
        rows, between(chance, 0.05, 0.7),
    )  # fmt: skip


def _kicks(groove: str, chance: Chance) -> list[int]:
    four = [0, 4, 8, 12]
    return pick(chance, {
        "four": [four, four, four, [0, 4, 8, 12, 14], [0, 4, 8]],
        "hard": [four, four, [0, 4, 8, 12, 14]],
        "half": [[0, 10], [0, 6], [0, 3, 11]],
        "breaks": [[0, 10], [0, 2, 10], [0, 7, 10], [0, 6, 10], [0, 2, 6, 10]],
        "two-step": [[0, 10], [0, 9], [0, 6, 10]],
        "rock": [[0, 8], [0, 8, 10], [0, 6, 8], [0, 3, 8, 11], [0, 8, 14]],
    }[groove])  # fmt: skip


def hands_of(hands: Hands, groove: str, chance: Chance) -> tuple[Hands, ...]:
    """The hands of each idea: some of what they do changes."""
    return (hands, *(_other(hands, groove, chance) for _ in range(IDEAS - 1)))


def _other(hands: Hands, groove: str, chance: Chance) -> Hands:
    if happens(chance, 0.4):
        return hands
    fresh = choose_hands(groove, chance)
    if happens(chance, 0.3):
        hands = replace(hands, kick=fresh.kick, answer=fresh.answer)
    if happens(chance, 0.2):
        hands = replace(hands, snare=fresh.snare)
    if happens(chance, 0.5):
        hands = replace(hands, hats=fresh.hats)
    return replace(hands, struck=fresh.struck) if happens(chance, 0.4) else hands
