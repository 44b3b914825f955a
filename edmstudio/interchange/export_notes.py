"""What an exporter has to tell of its tracks, gathered into few sentences."""

from dataclasses import dataclass, field

NAMED = 3


@dataclass(slots=True)
class Notes:
    """Gathered while tracks are written.

    Attributes
    ----------
    program : str
        As the person calls it.
    locked : list of str
        Tracks whose grid is locked there and stays.
    waiting : int
        Cues that stay behind because their pads are taken there.
    others : list of str
        Sentences about single tracks.
    """

    program: str
    locked: list[str] = field(default_factory=list)
    waiting: int = 0
    others: list[str] = field(default_factory=list)

    def note(self, name: str, *, grid_stays: bool, waiting: int) -> None:
        """What became of a track."""
        self.locked += [name] * grid_stays
        self.waiting += waiting

    def sentences(self) -> tuple[str, ...]:
        """What concerns many tracks first."""
        told = []
        if self.locked:
            shown = ", ".join(self.locked[:NAMED])
            more = f" and {len(self.locked) - NAMED} more" if len(self.locked) > NAMED else ""
            told.append(f"Locked in {self.program}, so the grid there stays: {shown}{more}.")
        if self.waiting:
            cues = "1 cue stays" if self.waiting == 1 else f"{self.waiting:,} cues stay"
            told.append(f"{cues} behind, for the pads are taken in {self.program}.")
        return (*told, *self.others)
