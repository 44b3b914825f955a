"""Rendered tracks with their sound, for an ear that learns: made once from seeds, then on disk."""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from edmstudio.learning.analyser import Ears, Sound
from edmstudio.learning.course import Course
from edmstudio.learning.reference import MINUTES, Part, Piece, parts, piece_of
from edmstudio.model.measured import MADE_BY, Measured, measure
from edmstudio.synth.render import render

AGAIN, FROZEN = 10, 8  # tracks: fewer than are shipped as bars


@dataclass(frozen=True, slots=True, eq=False)
class Rendered:
    """One of them."""

    part: Part
    truth: Mapping[str, Any]
    sound: Sound


@dataclass(frozen=True, slots=True)
class Rendering:
    """The folder in which they lie; it may be deleted at any time.

    Attributes
    ----------
    folder : Path
    minutes : float
        Length of a track at most.
    wanted : tuple of Part
    """

    folder: Path
    minutes: float = MINUTES
    wanted: tuple[Part, ...] = tuple(parts(AGAIN, FROZEN))

    def all(self, course: Course) -> list[Rendered]:
        """Every track, rendered now where it is not there."""
        course.enter("Rendering, once")
        found = []
        for part in self.wanted:
            course.step()
            found.append(self._read(part) or self._made(part))
        return found

    def _place(self, part: Part) -> Path:
        return self.folder / f"measured-{MADE_BY}" / "rendered" / f"{part.name}.npz"

    def _read(self, part: Part) -> Rendered | None:
        place = self._place(part)
        truth, measured = place.with_suffix(".json"), Measured.load(place)
        if measured is None or not truth.is_file():
            return None
        os.utime(place)
        held = json.loads(truth.read_text(encoding="utf-8"))
        return Rendered(part, held, Sound(part.name, measured))

    def _made(self, part: Part) -> Rendered:
        place = self._place(part)
        rendering = render(part.seed, part.style, part.family, minutes=self.minutes)
        truth, measured = rendering.labels.truth(), measure(rendering.waveform)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.with_suffix(".json").write_text(json.dumps(truth), encoding="utf-8")
        measured.save(place)  # last: what is there is whole
        return Rendered(part, truth, Sound(part.name, measured))


def pieces(tracks: Sequence[Rendered], ears: Ears, *, frozen: bool) -> list[Piece]:
    """The bars of one kind of them as an ear hears them."""
    found = [
        piece_of(each.part, dict(each.truth), each.sound.measured, ears.ear)
        for each in tracks
        if each.part.frozen is frozen
    ]
    return [piece for piece in found if piece is not None]
