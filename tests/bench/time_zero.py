"""Whether shifted grids are told from right ones, by the beats that we hear."""

import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from statistics import mean

import numpy as np

from edmstudio.classic.analyse import analyse
from edmstudio.domain.grid import TempoMap
from edmstudio.interchange.time_zero import Check, Phase, check, phase_between
from edmstudio.synth.render import render
from edmstudio.synth.style import STYLES
from tests.bench._hearing import real_tracks

FLOORS = {"recall": 0.95, "false_alarms": 0.02, "shift_error_ms": 2.0}
TRACKS = int(os.environ.get("EDMSTUDIO_BENCH_TRACKS", "200"))
MINUTES, FIRST_SEED = 1.2, 51_000  # of renderings that nothing was set on
SEEDS, SHARE, LEAST, MOST = range(10), 0.3, 0.010, 0.060
ENCODER = 0.026  # seconds: what a whole kind of file is off by


@dataclass(frozen=True, slots=True)
class Pair:
    """The true grid of a track, and the one that is heard."""

    said: TempoMap
    heard: TempoMap | None
    seconds: float

    def phase(self, shift: float) -> float | None:
        """What is told of the grid where an import brings it late."""
        if self.heard is None:
            return None
        return phase_between(self.said.shifted(shift), self.heard, self.seconds)


def measure() -> dict[str, float]:
    """Recall of planted shifts of 10 to 60 ms and false alarms on right tracks, each planting anew.

    `recall` and `false_alarms` count single tracks among right ones; `kind_*` whole kinds of file
    that are late by an encoder's frame; `clean_alarms` a library without any error.
    """
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        pairs = list(pool.map(_rendered, range(TRACKS)))
    figures = {"tracks": float(len(pairs)), **_judged(pairs)}
    real = [
        Pair(heard.truth.grid, heard.prediction.annotations.grid, heard.seconds)
        for folder in real_tracks().values()
        for heard in folder
    ]
    if real:
        figures |= {f"real_{name}": value for name, value in _judged(real).items()}
        figures["real_tracks"] = float(len(real))
    return {name: round(value, 4) for name, value in figures.items()}


def _rendered(number: int) -> Pair:
    styles = list(STYLES)
    family = "ab"[number // len(styles) % 2]
    made = render(FIRST_SEED + number, styles[number % len(styles)], family, minutes=MINUTES)
    truth = made.labels.annotations().grid
    assert truth is not None
    heard = analyse(made.waveform).annotations.grid
    return Pair(truth, heard, made.waveform.seconds)


def _judged(pairs: Sequence[Pair]) -> dict[str, float]:
    recall, alarms = zip(*(_single(pairs, seed) for seed in SEEDS), strict=True)
    found, wrong, error = zip(*(_kind(pairs, seed) for seed in SEEDS), strict=True)
    clean = _found(_check(pairs, np.zeros(len(pairs))))
    return {
        "comparable": mean(pair.phase(0.0) is not None for pair in pairs),
        "recall": mean(recall),
        "false_alarms": mean(alarms),
        "clean_alarms": len(clean) / len(pairs),
        "kind_recall": mean(found),
        "kind_false_alarms": mean(wrong),
        "shift_error_ms": mean(error) * 1000,
    }


def _single(pairs: Sequence[Pair], seed: int) -> tuple[float, float]:
    """Tracks that are each off by a time of their own."""
    chance = np.random.default_rng(seed)
    planted = chance.random(len(pairs)) < SHARE
    sizes = chance.uniform(LEAST, MOST, len(pairs)) * chance.choice([-1, 1], len(pairs))
    found = _found(_check(pairs, np.where(planted, sizes, 0.0)))
    return _rates(found, planted)


def _kind(pairs: Sequence[Pair], seed: int) -> tuple[float, float, float]:
    """Files of one kind off by the same time; and how far what is proposed for them errs."""
    chance = np.random.default_rng(seed)
    of_kind = chance.random(len(pairs)) < SHARE
    checked = _check(pairs, np.where(of_kind, ENCODER, 0.0), of_kind)
    recall, alarms = _rates(_found(checked), of_kind)
    proposed = [shift.seconds for shift in checked.shifts if shift.case == "C"]
    return recall, alarms, abs(proposed[0] + ENCODER) if proposed else ENCODER


def _check(pairs: Sequence[Pair], shifts: np.ndarray, of_kind: np.ndarray | None = None) -> Check:
    phases = []
    for number, (pair, shift) in enumerate(zip(pairs, shifts.tolist(), strict=True)):
        phase = pair.phase(shift)
        case = "C" if of_kind is not None and of_kind[number] else "D"
        if phase is not None:
            phases.append(Phase(str(number), case, phase))
    return check(phases)


def _found(checked: Check) -> set[int]:
    keys = [key for shift in checked.shifts for key in shift.keys]
    return {int(key) for key in (*keys, *(phase.key for phase in checked.single))}


def _rates(found: set[int], wrong: np.ndarray) -> tuple[float, float]:
    told = np.isin(np.arange(len(wrong)), list(found))
    return float(told[wrong].mean()), float(told[~wrong].mean())
