"""How near a key is to the true one: mir_eval's weighted score, and what a DJ can mix."""

from dataclasses import dataclass

from edmstudio.domain.key import Key

FIFTH, RELATIVE, PARALLEL = 0.5, 0.3, 0.2  # MIREX audio key detection


@dataclass(frozen=True, slots=True)
class KeyScores:
    """Scores of one track's key.

    Attributes
    ----------
    mirex : float
        1 right, 0.5 a fifth above (as mir_eval), 0.3 relative, 0.2 parallel, otherwise 0.
    mirex_either_fifth : float
        The same with 0.5 for a fifth in either direction, as several papers count.
    exact : bool
    compatible : bool
        The same place on the Camelot wheel or next to it: the two mix.
    """

    mirex: float
    mirex_either_fifth: float
    exact: bool
    compatible: bool


def key_scores(reference: Key, estimate: Key | None) -> KeyScores:
    """Score a key against the true one; no key scores nothing."""
    if estimate is None:
        return KeyScores(0.0, 0.0, exact=False, compatible=False)
    steps = (estimate.pitch - reference.pitch) % 12
    either = FIFTH if reference.minor == estimate.minor and steps in {5, 7} else None
    score = _mirex(reference, estimate, steps)
    return KeyScores(
        mirex=score,
        mirex_either_fifth=score if either is None else either,
        exact=reference == estimate,
        compatible=_compatible(reference, estimate),
    )


def _mirex(reference: Key, estimate: Key, steps: int) -> float:
    if reference == estimate:
        return 1.0
    if reference.minor == estimate.minor:
        return FIFTH if steps == 7 else 0.0
    if steps == (3 if reference.minor else 9):
        return RELATIVE
    return PARALLEL if steps == 0 else 0.0


def _compatible(reference: Key, estimate: Key) -> bool:
    apart = (int(reference.camelot[:-1]) - int(estimate.camelot[:-1])) % 12
    return apart == 0 or (apart in {1, 11} and reference.minor == estimate.minor)
