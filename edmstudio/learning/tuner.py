"""Levels 1 and 2: the arranger, and the upper part of the ear, on a person's tracks."""

import copy
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from edmstudio.learning.analyser import Ears, Networked, Sound
from edmstudio.learning.arranger_task import batched
from edmstudio.learning.course import Course
from edmstudio.learning.ear_tuning import Lower, Upper, UpperTask
from edmstudio.learning.heard import Heard
from edmstudio.learning.losses import moment_costs
from edmstudio.learning.token_corpus import Barred
from edmstudio.learning.training import Pace, Task, Training
from edmstudio.learning.tuning_task import MINE, Said, TuningTask, taught_truths
from edmstudio.model.network import Network

Floats = NDArray[np.float32]
FEWEST_BARS = 8
JUDGED = ("boundary", "label", "cue")
ARRANGER = Pace(steps=50, rate=3e-4, warm=0.15, cool=0.5, decay=0.0, mean=0.95)
EAR = Pace(steps=60, rate=3e-4, warm=0.15, cool=0.5, decay=0.0, mean=0.95)
PULL_ARRANGER, PULL_EAR = 0.01, 0.1
SHARES = (0.35, 0.6, 1.0)  # of the way from the old weights to the learned ones


@dataclass(frozen=True, slots=True)
class Tuner:
    """Makes variants of a checkpoint for one person.

    Attributes
    ----------
    course : Course
    seed : int
    arranging, hearing : Pace
    """

    course: Course
    seed: int = 0
    arranging: Pace = ARRANGER
    hearing: Pace = EAR

    def arranger(self, base: Networked, mine: Sequence[Barred], said: Sequence[Said]) -> Networked:
        """The same ear with an arranger that learned these tracks, asked for the person's way.

        Without a track there is nothing to learn: then it is `base` itself.
        """
        if not mine:
            return base
        network = _with(base.checkpoint.network, "arranger")
        task = TuningTask(
            mine=[(track,) for track in mine],
            said=said,
            anchor=_weights(network.arranger),
            pull=PULL_ARRANGER,
        )
        self._train(network.arranger, network.arranger, task, self.arranging)
        card = replace(base.checkpoint.card, source=MINE)
        return Networked(replace(base.checkpoint, network=network, card=card), base.ears)

    def ear(self, base: Networked, mine: Sequence[Lower], again: Sequence[Lower]) -> Networked:
        """The same arranger with an ear whose upper part learned these tracks."""
        network = _with(base.checkpoint.network, "ear")
        upper = Upper(network.ear)
        task = UpperTask(mine, again, _weights(upper), PULL_EAR)
        self._train(network.ear, upper, task, self.hearing)
        return Networked(replace(base.checkpoint, network=network), Ears(network.ear))

    def _train(self, whole: nn.Module, part: nn.Module, task: Task, pace: Pace) -> None:
        """Leave the running mean of the trained weights in the module."""
        torch.manual_seed(self.seed)
        for weight in part.parameters():
            weight.requires_grad_(True)
        training = Training(part, task, replace(pace, seed=self.seed + 1), None)
        for step in range(pace.steps):
            self.course.learned(step, training.advance())
        part.load_state_dict(training.mean)
        for weight in whole.parameters():
            weight.requires_grad_(False)
        whole.eval()


def _with(network: Network, part: str) -> Network:
    """A network that shares all of another one but one part, which is a copy."""
    fresh = copy.copy(network)
    fresh._modules = {**network._modules, part: copy.deepcopy(getattr(network, part))}
    return fresh


def part_way(base: Networked, learned: Networked, share: float) -> Networked:
    """An arranger between the old and the learned one (after Wortsman et al. 2022, WiSE-FT).

    Half-way it often knows of both what each knows alone.
    """
    network = _with(base.checkpoint.network, "arranger")
    old = base.checkpoint.network.arranger.state_dict()
    new = learned.checkpoint.network.arranger.state_dict()
    network.arranger.load_state_dict({k: v + share * (new[k] - v) for k, v in old.items()})
    return replace(learned, checkpoint=replace(learned.checkpoint, network=network))


def cost_of(networked: Networked, tracks: Sequence[Barred]) -> float:
    """How far an arranger is from what a person said of these tracks; 0 without any."""
    if not tracks:
        return 0.0
    rows, there, truth = batched(tracks, "cpu")
    source = torch.full((len(rows),), networked.checkpoint.card.source)
    with torch.inference_mode():
        said = networked.checkpoint.network.arranger(rows, there, source).moments
        costs = moment_costs(said, truth, reach=0)
    return len(tracks) * float(torch.stack([costs[n] for n in JUDGED]).sum())


def _weights(module: nn.Module) -> dict[str, torch.Tensor]:
    return {name: weight.detach().clone() for name, weight in module.named_parameters()}


def taught(heard: Heard, sound: Sound, networked: Networked) -> Barred | None:
    """A lesson bar by bar; None where it has too few."""
    tokens = networked.tokens(sound, heard.heard_bars)
    if len(tokens.rows) < FEWEST_BARS:
        return None
    lesson = heard.lesson
    truth = taught_truths(lesson.held, lesson.decided, tokens.lines)
    return Barred(lesson.payload, tokens.rows, truth)


def said_by(root: Networked, rows: Floats, heard: Floats | None = None) -> Said:
    """What an arranger says of bars as its own ear hears them; `heard` is how another one does."""
    with torch.no_grad():
        said = root.checkpoint.network.arranger(torch.from_numpy(rows)[None]).moments
    mine = rows if heard is None else heard
    return Said(mine, said.label[0], said.boundary[0], said.cue[0], said.energy[0])


def said_of(root: Networked, sound: Sound, hearing: Networked) -> Said | None:
    """The same of an uncorrected track; None of one with too few bars."""
    grid = root.predict(sound, root.checkpoint.card.habits).annotations.grid
    rows, heard = (each.tokens(sound, grid).rows for each in (root, hearing))
    return said_by(root, rows, heard) if len(rows) >= FEWEST_BARS else None
