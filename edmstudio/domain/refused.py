"""What is the world's fault and not ours, told to the person in one sentence."""

from enum import StrEnum
from pathlib import PurePath


class Fault(StrEnum):
    """The kinds of refusal, as the error records of the command line name them."""

    DECODE = "decode"
    FORMAT = "format"
    MISSING = "missing"
    PERMISSION = "permission"
    DATABASE = "database"
    MODEL = "model"
    CANCELLED = "cancelled"


class Refused(Exception):
    """The world is at fault (a file gone, a disk full, a newer library); anything else is a bug.

    Parameters
    ----------
    sentence : str
        One sentence for the person that says what to do.
    fault : Fault
        Where the trouble lies.
    """

    def __init__(self, sentence: str, fault: Fault = Fault.FORMAT) -> None:
        super().__init__(sentence, fault)
        self.sentence = sentence
        self.fault = fault

    def __str__(self) -> str:
        return self.sentence


def unreadable(path: PurePath, error: OSError) -> Refused:
    """The refusal for a file that the system does not let us read."""
    if isinstance(error, FileNotFoundError):
        sentence = f"“{path}” is not there; plug in its drive or point to where it is now."
        return Refused(sentence, Fault.MISSING)
    if isinstance(error, IsADirectoryError | NotADirectoryError):
        return Refused(f"“{path}” is not a file; choose a file inside it.", Fault.FORMAT)
    if isinstance(error, PermissionError):
        sentence = f"“{path}” may not be read; change its permissions and try again."
        return Refused(sentence, Fault.PERMISSION)
    reason = error.strerror or str(error)
    return Refused(f"“{path}” cannot be read ({reason}); check its drive.", Fault.MISSING)
