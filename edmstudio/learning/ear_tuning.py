"""Level 2: the upper blocks of the ear learn where one person's beats, bars and sections are.

The lower blocks stay, and what they say is computed once a track; a step then costs a third. The
ear has no way to be asked for whose labels, so that it learns from a person only what nobody would
dispute: beats where the attacks are (their offset is a habit) at the tempo that was heard (so is
their octave), bar lines, and where sections begin, not what these are called.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from edmstudio.domain.annotations import Fact
from edmstudio.domain.grid import TempoMap
from edmstudio.domain.lesson import Lesson
from edmstudio.features.logfreq import HZ as SLOW_HZ
from edmstudio.features.logmel import HZ as FAST_HZ
from edmstudio.learning.ear_task import BEAT, DOWNBEAT, REACH
from edmstudio.learning.losses import moment_costs, tolerant
from edmstudio.learning.octaves import TOLERANCE
from edmstudio.learning.targets import Truths, marks, sure_downbeats, truths
from edmstudio.learning.tuning_task import pulled
from edmstudio.model.network import SLOWER, Ear, Heard, usual_level

Floats = NDArray[np.float32]
LOWER = 6  # blocks that stay
CROP = 40.0  # seconds


@dataclass(frozen=True, slots=True, eq=False)
class Lower:
    """What the lower blocks say of a track, and what is true of it.

    Attributes
    ----------
    features : Tensor, shape (channels, frames / 2), half precision
    beat, downbeat : ndarray, shape (frames,)
    moments : Truths
        Five rows a second.
    """

    features: Tensor
    beat: Floats
    downbeat: Floats
    moments: Truths


class Upper(nn.Module):
    """The blocks and heads that move, as a module of its own that shares its weights."""

    def __init__(self, ear: Ear) -> None:
        super().__init__()
        self.blocks = ear.blocks[LOWER:]
        self.norm = ear.norm
        self.beats = ear.beats
        self.moments = ear.moments
        self._ear = [ear]  # in a list: not a part of this one

    def forward(self, features: Tensor) -> Heard:
        """(batch, channels, frames / 2) of the lower blocks to what the ear says."""
        frames = 2 * features.shape[-1]
        for block in self.blocks:
            features = block(features)
        return self._ear[0].say(self.norm(features), frames)


@dataclass(frozen=True, slots=True)
class UpperTask:
    """Batches of crops, half of them the person's.

    Attributes
    ----------
    mine, again : sequence of Lower
    anchor : mapping of str to Tensor
    pull : float
    crops : int
        Of each, in a batch.
    """

    mine: Sequence[Lower]
    again: Sequence[Lower] = ()
    anchor: Mapping[str, Tensor] = field(default_factory=dict)
    pull: float = 0.05
    crops: int = 3

    def costs(self, module: nn.Module, random: np.random.Generator) -> dict[str, Tensor]:
        """Of one random batch."""
        costs: dict[str, Tensor] = {}
        for name, pool in (("", self.mine), (" before", self.again)):
            if pool:
                found = _costs(module, [_crop(pool, random) for _ in range(self.crops)])
                costs |= {f"{task}{name}": cost for task, cost in found.items()}
        costs["pull"] = self.pull * pulled(module, self.anchor)
        return costs


def lower_features(ear: Ear, mel: Floats) -> Tensor:
    """What the lower blocks say of a whole track, (channels, frames / 2), in half precision."""
    whole = torch.from_numpy(np.ascontiguousarray(mel, dtype=np.float32))[None]
    with torch.inference_mode():
        features = ear.listen(whole, *usual_level(whole), blocks=LOWER)
    return features[0].to(torch.float16).clone()


def lower_of_lesson(lesson: Lesson, heard: TempoMap | None, offset: float, ear: Ear,
                    mel: Floats) -> Lower | None:  # fmt: skip
    """A corrected track; None where neither its grid nor its sections are the person's."""
    grid = _undisputed(lesson, heard, offset)
    sections = lesson.held.sections if Fact.SECTIONS in lesson.decided else ()
    if grid is None and not sections:
        return None
    said: dict[str, Any] = {}
    if grid is not None:
        said["beats"] = grid.beats(0.0, lesson.seconds).tolist()
        said["downbeats"] = grid.downbeats(0.0, lesson.seconds).tolist()
    starts = [section.start - offset for section in sections]
    return _lower(said, starts, ear, mel)


def lower_of_rendering(truth: Mapping[str, Any], ear: Ear, mel: Floats) -> Lower:
    """A rendered track of the first training, of which everything is known."""
    return _lower(dict(truth), None, ear, mel)


def _undisputed(lesson: Lesson, heard: TempoMap | None, offset: float) -> TempoMap | None:
    """The person's grid on the attacks; None where they count another octave than was heard."""
    held = lesson.held.grid
    if Fact.GRID not in lesson.decided or held is None or heard is None:
        return None
    ratio = held.bpm_over(0.0, lesson.seconds) / heard.bpm_over(0.0, lesson.seconds)
    counted_otherwise = any(abs(ratio / octave - 1.0) < TOLERANCE for octave in (0.5, 2.0))
    return None if counted_otherwise else held.shifted(-offset)


def _lower(truth: dict[str, Any], starts: Sequence[float] | None, ear: Ear, mel: Floats) -> Lower:
    frames = np.arange(len(mel)) / FAST_HZ
    slow = np.arange(-(-len(mel) // (2 * SLOWER))) / SLOW_HZ
    moments = truths(truth, slow, 0.5 / SLOW_HZ)
    if starts is not None:
        boundary = marks(list(starts[1:]) if starts else None, slow, 0.5 / SLOW_HZ)
        moments = replace(moments, boundary=boundary)
    hair = 0.5 / FAST_HZ + 1e-9
    return Lower(
        lower_features(ear, mel),
        marks(truth.get("beats"), frames, hair),
        marks(sure_downbeats(truth), frames, hair),
        moments,
    )


def _crop(pool: Sequence[Lower], random: np.random.Generator) -> Lower:
    track = pool[int(random.integers(len(pool)))]
    slow = round(CROP * SLOW_HZ)
    start = int(random.integers(max(len(track.moments.boundary) - slow, 0) + 1))
    near, far = slice(start * SLOWER, (start + slow) * SLOWER), slice(start, start + slow)
    fast = slice(2 * SLOWER * start, 2 * SLOWER * (start + slow))
    truth = Truths(**{name: getattr(track.moments, name)[far] for name in Truths.names()})
    return Lower(track.features[:, near].float(), track.beat[fast], track.downbeat[fast], truth)


def _costs(module: nn.Module, crops: Sequence[Lower]) -> dict[str, Tensor]:
    slow = min(map(_whole_moments, crops))
    frames = 2 * SLOWER * slow
    heard = module(torch.stack([crop.features[:, : SLOWER * slow] for crop in crops]))
    beat, downbeat = (
        torch.from_numpy(np.stack([getattr(crop, name)[:frames] for crop in crops]))
        for name in ("beat", "downbeat")
    )
    truth = Truths(
        **{
            name: torch.from_numpy(np.stack([getattr(crop.moments, name)[:slow] for crop in crops]))
            for name in Truths.names()
        }
    )
    return {
        "beat": tolerant(heard.beat, beat, reach=REACH, weight=BEAT),
        "downbeat": tolerant(heard.downbeat, downbeat, reach=REACH, weight=DOWNBEAT),
        **moment_costs(heard.moments, truth, reach=1),
    }


def _whole_moments(crop: Lower) -> int:
    """How many are whole in all of its parts; an odd frame at a track's end has no fellow."""
    return min(crop.features.shape[1], len(crop.beat) // 2) // SLOWER
