"""Numbers as the records of the command line hold them; what is not finite becomes null."""

from collections.abc import Iterable
from math import isfinite

DIGITS = 6  # of a second: a microsecond, a hundred times finer than a sample needs


def time(seconds: float) -> float | None:
    """Seconds to the microsecond."""
    return figure(seconds, DIGITS)


def times(seconds: Iterable[float]) -> list[float | None]:
    """Many moments in seconds."""
    return [time(each) for each in seconds]


def figure(value: float, digits: int = DIGITS) -> float | None:
    """A number that JSON can hold."""
    return round(float(value), digits) if isfinite(value) else None
