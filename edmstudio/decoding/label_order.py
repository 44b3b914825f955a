"""Which section label follows which: counts on annotated music, as log-probabilities."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from edmstudio.domain.habits import SectionHabits
from edmstudio.domain.sections import SectionLabel

LABELS = tuple(SectionLabel)
FAITH = 12.0  # a person's sections that count as much as all music annotated before
FAINTEST = 0.004  # nothing is impossible: a person may have made any order

# Counts of one section followed by another. The pop words of the 129 Dance/Electronic tracks of
# the Harmonix Set (Nieto et al., ISMIR 2019) are read as ours where the music is club music:
# chorus as drop, pre-chorus as build, inst as bridge. What follows a build is from Raveform
# (TISMIR 2026: 521 drops, 608 breaks, scaled here). Rows without counts there (break, cooldown)
# follow the canonical run intro, build, drop, break, build, drop, cooldown, outro.
_FOLLOWS: dict[str, dict[str, int]] = {
    "intro": {"verse": 55, "drop": 31, "build": 30, "bridge": 10, "break": 12, "chorus": 4},
    "verse": {"drop": 108, "build": 78, "break": 30, "bridge": 8, "outro": 8, "chorus": 20},
    "build": {"drop": 91, "break": 40, "verse": 10, "chorus": 15, "outro": 4},
    "drop": {"verse": 79, "break": 90, "bridge": 30, "outro": 45, "build": 20, "cooldown": 20},
    "break": {"drop": 60, "build": 55, "verse": 25, "chorus": 8, "outro": 8, "bridge": 4},
    "bridge": {"drop": 44, "verse": 39, "build": 17, "outro": 8, "break": 8, "chorus": 10},
    "chorus": {"verse": 17, "drop": 12, "break": 12, "bridge": 10, "build": 8, "outro": 8},
    "cooldown": {"outro": 20, "drop": 4, "break": 3},
    "outro": {"silence": 6},
    "silence": {"intro": 15, "break": 2, "drop": 2, "build": 1},
}
_BEGINS = {"intro": 95, "drop": 5, "silence": 19, "verse": 9, "build": 2, "break": 3, "chorus": 2}
_ENDS = {"outro": 51, "drop": 37, "verse": 8, "bridge": 6, "chorus": 6, "cooldown": 6, "break": 4}


def log_follows(habits: SectionHabits | None = None) -> NDArray[np.float64]:
    """Log-probability of the second label after the first, shape (10, 10)."""
    rows = np.array([_shares(_FOLLOWS[label]) for label in LABELS])
    if habits is None:
        return np.asarray(np.log(rows))
    words = np.array(habits.words)
    meant = (words / words.sum(axis=0)).T  # what is heard where the person says each label
    return _log_joined(meant @ rows @ words, habits.follows)


def log_begins(habits: SectionHabits | None = None) -> NDArray[np.float64]:
    """Log-probability that a track begins with each label, shape (10,)."""
    return _of_ends(_BEGINS, habits, habits.begins if habits else ())


def log_ends(habits: SectionHabits | None = None) -> NDArray[np.float64]:
    """Log-probability that a track ends with each label, shape (10,)."""
    return _of_ends(_ENDS | {"silence": 10}, habits, habits.ends if habits else ())


def _of_ends(
    counts: dict[str, int], habits: SectionHabits | None, said: Sequence[float]
) -> NDArray[np.float64]:
    usual = _shares(counts)
    return np.log(usual) if habits is None else _log_joined(usual @ np.array(habits.words), said)


def _log_joined(usual: NDArray[np.float64], said: ArrayLike) -> NDArray[np.float64]:
    """Usual shares with a person's counts: the more of these there are, the more they count."""
    counts = np.array(said)
    joined = FAITH * usual + counts
    return np.asarray(np.log(joined / joined.sum(axis=-1, keepdims=True)))


def _shares(counts: dict[str, int]) -> NDArray[np.float64]:
    row = np.array([counts.get(label, 0) for label in LABELS], dtype=np.float64)
    row = row / max(row.sum(), 1.0) + FAINTEST
    return np.asarray(row / row.sum(), dtype=np.float64)
