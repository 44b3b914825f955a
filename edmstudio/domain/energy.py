"""How hard a track drives, on the DJ's scale of 1 to 10."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EnergyCurve:
    """Energy of the whole track, and along it.

    Attributes
    ----------
    level : int
        1 (calm) to 10 (peak time).
    hz : float
        Points of the curve per second.
    curve : tuple of float
        0 to 1 along the track.
    """

    level: int
    hz: float = 1.0
    curve: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if not 1 <= self.level <= 10:
            raise ValueError(f"energy {self.level} is not on the scale of 1 to 10")
