"""Where second 0 of a track lies."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timeline:
    """The canonical timeline: second 0 is the first real sample after the declared delay.

    Attributes
    ----------
    delay : int
        Samples of encoder delay, at the file's own rate, that were removed from the start.
    padding : int
        Samples that were removed from the end.
    case : str
        For MP3 the header case "A" to "D" (dj-data-converter issue 3), otherwise "".
    certain : bool
        False where programs are known to disagree about second 0 of such a file.
    decoder : str
        Which library decoded it, with its version.
    """

    delay: int = 0
    padding: int = 0
    case: str = ""
    certain: bool = True
    decoder: str = ""
