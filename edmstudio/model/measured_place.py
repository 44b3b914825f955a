"""Where the measures of a track lie: by the hash of its audio, under the way they were taken."""

from pathlib import Path

MADE_BY = "2"  # a new number when anything in `measured` is taken in another way


def measured_place(folder: Path, payload: str) -> Path:
    """The file of this audio's measures, which may not be there."""
    return folder / f"measured-{MADE_BY}" / payload[:2] / f"{payload[2:]}.npz"
