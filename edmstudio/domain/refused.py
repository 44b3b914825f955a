"""What is the world's fault and not ours, told to the person in one sentence."""

from enum import StrEnum


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
