"""Tracks of known truth with what is heard in them: rendered ones, and real ones where at hand."""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from edmstudio.app.asking import ask
from edmstudio.app.current_model import bundled
from edmstudio.domain.annotations import Annotations
from edmstudio.domain.grid import TempoMap
from edmstudio.domain.prediction import Prediction
from edmstudio.domain.waveform import Waveform
from edmstudio.interchange.truth import read_truth
from edmstudio.synth.render import render
from edmstudio.synth.style import STYLES
from tests.bench._planting import Heard

MINUTES, SHORTEST = 2.0, 30.0
FIRST_SEED = 41_000  # of renderings that nothing was set on
SHARED = Path(__file__).parents[2] / "../shared/data"
LEARNED = "train_real"  # of these the analysis has learned
UNSEEN = ("dev_real", "audio")
REAL = (*UNSEEN, LEARNED)
Item = TypeVar("Item")
Made = TypeVar("Made")


def renderings(count: int, seed: int = FIRST_SEED) -> list[Heard]:
    """Tracks of every style and of both families, analysed."""
    return _together(partial(_rendered, seed), range(count))


def real_tracks() -> dict[str, list[Heard]]:
    """The open tracks whose beats are exactly known, by folder, where they are at hand."""
    found = {}
    for name in REAL:
        heard = _together(_real, sorted((SHARED / name).glob("*.json")))
        found[name] = [each for each in heard if each is not None]
    return found


def _together(work: Callable[[Item], Made], items: Iterable[Item]) -> list[Made]:
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        return list(pool.map(work, items))


def _rendered(seed: int, number: int) -> Heard:
    styles = list(STYLES)
    family = "ab"[number // len(styles) % 2]
    made = render(seed + number, styles[number % len(styles)], family, minutes=MINUTES)
    return Heard(made.waveform.seconds, made.labels.annotations(), _said(made.waveform))


def _real(path: Path) -> Heard | None:
    from edmstudio.audio.decode import decode

    truth = read_truth(path)
    audio = next((a for a in path.parent.glob(f"{path.stem}.*") if a.suffix != ".json"), None)
    if audio is None or truth.downbeats is None or not len(truth.downbeats) or truth.bpm is None:
        return None
    waveform = decode(audio)
    if waveform.seconds < SHORTEST:
        return None
    grid = TempoMap.constant(float(truth.downbeats[0]), truth.bpm)
    held = Annotations(
        grid=grid, sections=truth.sections or (), cues=truth.cues or (), key=truth.key
    )
    return Heard(waveform.seconds, held, _said(waveform))


def _said(waveform: Waveform) -> Prediction:
    """What the bundled model says; `EDMSTUDIO_BENCH_MODEL=""` is the analysis without a network."""
    return ask(os.environ.get("EDMSTUDIO_BENCH_MODEL", bundled().path), waveform)
