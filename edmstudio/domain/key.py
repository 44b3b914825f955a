"""The musical key of a track, in the three notations that DJs use."""

import re
from dataclasses import dataclass

NAMES = ("C", "C#", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B")
_LETTERS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
_CLASSIC = re.compile(r"([A-Ga-g])\s*(#|♯|b|♭|sharp|flat)?\s*(m|M|(?i:min|minor|maj|major))?")
_WHEEL = re.compile(r"(1[0-2]|0?[1-9])\s*([ABabDdMm])")


@dataclass(frozen=True, slots=True)
class Key:
    """A key.

    Attributes
    ----------
    pitch : int
        Pitch class of the tonic, 0 (C) to 11 (B).
    minor : bool
    """

    pitch: int
    minor: bool

    def __post_init__(self) -> None:
        if not 0 <= self.pitch <= 11:
            raise ValueError(f"pitch class {self.pitch}")

    @property
    def name(self) -> str:
        """Such as "A minor"."""
        return f"{NAMES[self.pitch]} {'minor' if self.minor else 'major'}"

    @property
    def classic(self) -> str:
        """Such as "Am", as rekordbox writes it."""
        return f"{NAMES[self.pitch]}{'m' if self.minor else ''}"

    @property
    def camelot(self) -> str:
        """Such as "8A" (Mixed In Key's wheel)."""
        return f"{self._hour(8)}{'A' if self.minor else 'B'}"

    @property
    def open_key(self) -> str:
        """Such as "1m" (Traktor's wheel)."""
        return f"{self._hour(1)}{'m' if self.minor else 'd'}"

    def _hour(self, c_major: int) -> int:
        fifths = (self.pitch + (3 if self.minor else 0)) * 7 % 12
        return (c_major - 1 + fifths) % 12 + 1

    @classmethod
    def parse(cls, text: str) -> "Key":
        """Read any of the notations ("Am", "A minor", "8A", "1m"); ValueError where it is none."""
        cleaned = text.strip()
        if wheel := _WHEEL.fullmatch(cleaned):
            return _from_wheel(int(wheel[1]), wheel[2].upper())
        found = _CLASSIC.fullmatch(cleaned)
        if found is None:
            raise ValueError(f"“{text}” is not a key")
        step = {"#": 1, "♯": 1, "sharp": 1, "b": -1, "♭": -1, "flat": -1}.get(found[2] or "", 0)
        minor = found[3] == "m" or (found[3] or "").lower().startswith("min")
        return cls((_LETTERS[found[1].upper()] + step) % 12, minor)


def _from_wheel(hour: int, side: str) -> Key:
    minor = side in "AM"
    c_major = 8 if side in "AB" else 1
    pitch = (hour - c_major) * 7 % 12
    return Key((pitch - 3) % 12 if minor else pitch, minor)


ALL_KEYS = tuple(Key(pitch, minor) for minor in (False, True) for pitch in range(12))
