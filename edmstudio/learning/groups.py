"""Which tracks may share music: they are trained on together or held out together."""

from collections.abc import Mapping, Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
ALIKE = 0.97  # mean likeness of pitch classes from which recordings are one
OVERLAP = 0.6  # share of the shorter one that must lie on the other
FARTHEST = 20.0  # seconds by which one may begin later
PRINT_HZ = 1.0


def joined(stems: Mapping[str, str], prints: Mapping[str, Floats]) -> dict[str, str]:
    """A group for each track: of the same stem, or of the same recording.

    Parameters
    ----------
    stems : mapping
        `domain.lesson.title_stem` by name of track.
    prints : mapping of ndarray, shape (moments, 12)
        `chroma_print` by name of track, where there is one.
    """
    group = dict(stems)
    names = sorted(prints)
    for place, name in enumerate(names):
        for other in names[:place]:
            if group[name] != group[other] and same_recording(prints[name], prints[other]):
                old, new = group[name], group[other]
                group = {each: new if held == old else held for each, held in group.items()}
    return group


def chroma_print(chroma: Floats, hz: float) -> Floats:
    """Pitch classes once a second, each moment of unit length, shape (moments, 12)."""
    step = max(round(hz / PRINT_HZ), 1)
    usable = len(chroma) // step * step
    rows = chroma[:usable].reshape(-1, step, 12).mean(axis=1)
    rows = rows - rows.mean(axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6))


def same_recording(one: Floats, other: Floats) -> bool:
    """Whether two prints are alike at some shift of one against the other."""
    shorter = min(len(one), len(other))
    reach = int(FARTHEST * PRINT_HZ)
    for shift in range(-reach, reach + 1):
        left, right = one[max(shift, 0) :], other[max(-shift, 0) :]
        both = min(len(left), len(right))
        if not both or both < OVERLAP * shorter:
            continue
        if float(left[:both].ravel() @ right[:both].ravel()) > ALIKE * both:
            return True
    return False


def held_back(groups: Sequence[str], share: float, fewest: int) -> frozenset[str]:
    """The groups that are never trained on: by a hash, so that they stay the same as others come.

    At least `fewest`: where the hash picks fewer, those that are nearest to being picked.
    """
    places = {group: _place(group) for group in groups}
    order = sorted(places, key=lambda group: places[group])
    picked = [group for group in order if places[group] < share]
    return frozenset(picked if len(picked) >= fewest else order[:fewest])


def _place(group: str) -> float:
    digest = blake2b(group.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") / 2.0**64
