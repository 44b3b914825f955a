"""The bundled model, from nothing: corpora, ear, bars, arranger, key, calibration, card.

Every stage keeps its state in the workshop's folder and is left out where it is done, so that the
same call goes on after any interruption. One recipe and one seed say it all.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import torch
from torch import nn

from edmstudio.domain.refused import Fault, Refused
from edmstudio.jobs.executors import Place
from edmstudio.jobs.job import Watch
from edmstudio.learning import corpus
from edmstudio.learning.arranger_task import ArrangerTask
from edmstudio.learning.calibrate import calibrate
from edmstudio.learning.corpus import Order
from edmstudio.learning.ear_task import EarTask
from edmstudio.learning.judges import judge_all
from edmstudio.learning.key_task import KeyTask, keyed
from edmstudio.learning.real_corpus import make_real
from edmstudio.learning.recipe import Recipe
from edmstudio.learning.round_trip import choose_codec
from edmstudio.learning.token_corpus import make_tokens, read_tokens
from edmstudio.learning.training import News, Pace, Task, Training
from edmstudio.model.checkpoint import Card, load, save
from edmstudio.model.network import Network
from edmstudio.synth.style import STYLES

Tell = Callable[[dict[str, Any]], None]


@dataclass(slots=True)
class Workshop:
    """A folder in which a model is made; `make` goes on wherever it was left."""

    recipe: Recipe
    folder: Path
    tell: Tell

    def make(self, watch: Watch, place: Place, out: Path) -> str:
        """All stages; returns the hash of the weights in `out`.

        Raises
        ------
        Refused
            Where a folder of real tracks that the recipe names is not there.
        """
        for named in filter(None, (self.recipe.real, self.recipe.held_out)):
            if not Path(named).is_dir():
                raise Refused(f"There is no folder {named}, which the recipe names.", Fault.MISSING)
        torch.manual_seed(self.recipe.ear.seed)
        network = Network(self.recipe.shape)
        rendered, real = self.corpora(watch, place)
        share = self.recipe.real_share
        self._train(watch, "ear", network.ear, EarTask(rendered, real, share), self.recipe.ear)
        tokens = [self._tokens(watch, network, part) for part in (rendered, real)]
        task = ArrangerTask(*tokens)
        self._train(watch, "arranger", network.arranger, task, self.recipe.arranger)
        self._train(watch, "key", network.key, KeyTask(keyed(rendered)), self.recipe.key)
        card = self._card(rendered, real)
        save(network, card, out)  # in half precision, as it will be asked
        pools = calibrate(judge_all(watch, load(out), self._held_out(), unseen=self.recipe.unseen))
        found = {head: pool.weights for head, pool in pools.items()}
        errors = {head: (round(p.before, 4), round(p.after, 4)) for head, p in pools.items()}
        metrics = {"calibration error": errors}
        return save(network, replace(card, calibration=found, metrics=metrics), out)

    def _held_out(self) -> list[Path]:
        folder = Path(self.recipe.held_out)
        return sorted(folder.glob("*.json")) if self.recipe.held_out else []

    def corpora(self, watch: Watch, place: Place) -> tuple[list[Path], list[Path]]:
        """Files of the renderings and of the real tracks, made where they are missing."""
        recipe = self.recipe
        orders = [
            Order(seed, style, "a", choose_codec(recipe.codecs, seed, style, "a"))
            for seed in range(recipe.first, recipe.first + recipe.seeds)
            for style in sorted(STYLES)
        ]
        corpus.make(watch, place, orders, self.folder / "rendered")
        if recipe.real:
            make_real(watch, Path(recipe.real), self.folder / "real")
        folders = (self.folder / "rendered", self.folder / "real")
        return list(corpus.names(folders[0])), list(corpus.names(folders[1]))

    def _train(self, watch: Watch, stage: str, module: nn.Module, task: Task, pace: Pace) -> None:
        """One stage; leaves the running mean of its weights in the module."""

        def news(epoch: News) -> None:
            self.tell({"stage": stage, "step": epoch.step, "of": pace.steps, **epoch.costs})

        compiled = self.recipe.compiled and stage == "ear"
        state = self.folder / f"{stage}.state"
        training = Training(module, task, pace, state, compiled=compiled)
        training.run(watch, news)
        module.load_state_dict(training.mean)
        module.eval()

    def _tokens(self, watch: Watch, network: Network, examples: Sequence[Path]) -> Any:
        folder = self.folder / "tokens"
        make_tokens(watch, network.ear, examples, folder)
        return read_tokens(folder, [path.stem for path in examples])

    def _card(self, rendered: Sequence[Path], real: Sequence[Path]) -> Card:
        recipe = asdict(self.recipe)
        data = {"recipe": recipe, "rendered": len(rendered), "real": len(real)}
        return Card(
            self.recipe.name, seed=self.recipe.ear.seed, steps=recipe["ear"]["steps"], data=data
        )
