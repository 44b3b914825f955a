"""Tracks that were measured, on disk by the hash of their audio; the oldest go when it is full."""

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from edmstudio.audio.decode_process import decode_safely
from edmstudio.domain.refused import Fault, Refused
from edmstudio.model.measured import Measured, measure
from edmstudio.model.measured_place import measured_place

KINDS = ("measured-*", "said-*")  # what was measured, and what ears said of it (`analyser.Ears`)


@dataclass(frozen=True, slots=True)
class Measurements:
    """A folder that may be deleted at any time; it fills again."""

    folder: Path

    def place(self, payload: str) -> Path:
        """Where the measures of this audio lie, or would."""
        return measured_place(self.folder, payload)

    def has(self, payload: str) -> bool:
        """Whether they are there."""
        return self.place(payload).is_file()

    def get(self, payload: str, path: str) -> Measured:
        """The measures of a track; taken now where they are not there or not sound.

        Raises
        ------
        Refused
            Where the file can't be decoded or the folder can't be written.
        """
        return self.peek(payload) or self.take(payload, path)

    def peek(self, payload: str) -> Measured | None:
        """What is on the disk; None where it is not there or not sound."""
        place = self.place(payload)
        held = Measured.load(place)
        if held is not None:
            with suppress(OSError):  # a cache that is only read tells no age
                os.utime(place)  # lately used: the last to go
        return held

    def take(self, payload: str, path: str) -> Measured:
        """Decode and measure a file, and keep what was found."""
        measured = measure(decode_safely(Path(path)))
        try:
            measured.save(self.place(payload))
        except OSError as error:
            raise Refused(
                f"The cache {self.folder} can't be written ({error.strerror or error}); free "
                "some space or choose another place for it.",
                Fault.PERMISSION,
            ) from error
        return measured

    def thin(self, megabytes: float) -> None:
        """Let the least lately used go until the rest fits; those of former versions go too."""
        found = []
        for path in (p for kind in KINDS for p in self.folder.glob(f"{kind}/*/*.npz")):
            with suppress(OSError):  # another process may thin as well
                stat = path.stat()
                found.append((stat.st_mtime, stat.st_size, path))
        room = megabytes * 1e6
        for _, size, path in sorted(found, reverse=True):
            room -= size
            if room < 0:
                with suppress(OSError):
                    path.unlink()
