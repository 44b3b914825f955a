"""What the review queue finds of known errors, beside plain confidence and chance."""

import os
import resource
from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from statistics import mean
from time import perf_counter

import numpy as np

from edmstudio.classic.analyse import analyse
from edmstudio.domain.annotations import Annotations
from edmstudio.domain.grid import TempoMap
from edmstudio.interchange.truth import read_truth
from edmstudio.learning.suspect import suspect
from edmstudio.review.queueing import queue_of
from edmstudio.synth.render import render
from edmstudio.synth.style import STYLES
from tests.bench._planting import Heard, Label, Planted, found_label, planted

FLOORS = {
    "precision@50": 0.80, "times_random@50": 3.0, "auroc_octave": 0.95, "auroc_half-beat": 0.95,
    "auroc_bar-phase": 0.85, "auroc_sections": 0.85, "auroc_cue": 0.85, "auroc_key": 0.85,
    "seconds_2m_bars": 15.0, "mb_2m_bars": 1000.0,
}  # fmt: skip
RATES, SEEDS = (0.05, 0.10, 0.20), (0, 1, 2)
TRACKS, MINUTES = int(os.environ.get("EDMSTUDIO_BENCH_TRACKS", "60")), 2.0
FIRST_SEED = 41_000  # of renderings that nothing was set on
REAL = Path(__file__).parents[2] / "../shared/data/dev_real"


def measure() -> dict[str, float]:
    """Means over rates of 5, 10 and 20 % and three plantings each.

    `alone` figures hold where one source labels everything; the others where two more sources
    speak of grid and key, with errors of their own at the same rate.
    """
    tracks = renderings(TRACKS)
    figures = {"tracks": float(len(tracks))}
    figures |= judged(tracks, others=2)
    figures |= {f"alone_{name}": value for name, value in judged(tracks, others=0).items()}
    real = real_tracks()
    if len(real) >= 10:
        figures["real_tracks"] = float(len(real))
        figures |= {f"real_{name}": value for name, value in judged(real, others=0).items()}
    return {name: round(value, 3) for name, value in (figures | ranking_of_bars()).items()}


def renderings(count: int) -> list[Heard]:
    """Tracks of every style and of both families, analysed."""
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        return list(pool.map(_rendered, range(count)))


def _rendered(number: int) -> Heard:
    styles = list(STYLES)
    family = "ab"[number // len(styles) % 2]
    made = render(FIRST_SEED + number, styles[number % len(styles)], family, minutes=MINUTES)
    truth = made.labels.annotations()
    return Heard(made.waveform.seconds, truth, analyse(made.waveform))


def real_tracks() -> list[Heard]:
    """The open tracks whose beats are exactly known, where they are at hand."""
    paths = sorted(REAL.glob("*.json")) if REAL.is_dir() else []
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        return [heard for heard in pool.map(_real, paths) if heard is not None]


def _real(path: Path) -> Heard | None:
    from edmstudio.audio.decode import decode

    truth = read_truth(path)
    audio = next((a for a in path.parent.glob(f"{path.stem}.*") if a.suffix != ".json"), None)
    if audio is None or truth.beats is None or truth.downbeats is None or truth.bpm is None:
        return None
    waveform = decode(audio)
    grid = TempoMap.constant(float(truth.downbeats[0]), truth.bpm)
    held = Annotations(
        grid=grid, sections=truth.sections or (), cues=truth.cues or (), key=truth.key
    )
    return Heard(waveform.seconds, held, analyse(waveform))


def judged(tracks: list[Heard], *, others: int) -> dict[str, float]:
    """All figures of one collection."""
    sums: dict[str, list[float]] = defaultdict(list)
    pooled: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for rate in RATES:
        for seed in SEEDS:
            plant = planted(tracks, rate, seed, others)
            for name, value in _one_queue(plant, pooled).items():
                sums[name].append(value)
                sums[f"{name} at {round(rate * 100)} %"].append(value)
    figures = {name: mean(values) for name, values in sums.items()}
    figures["times_random@50"] = figures["precision@50"] / figures["random_precision@50"]
    for kind, rows in sorted(pooled.items()):
        figures |= _of_kind(kind, rows)
    return figures


def _one_queue(plant: Planted, pooled: dict[str, list[tuple[float, bool]]]) -> dict[str, float]:
    found = suspect(plant.cases)
    scores: dict[Label, float] = {}
    for suspicion in found:
        label = found_label(suspicion, plant)
        if label is not None:
            scores[label] = max(scores.get(label, 0.0), suspicion.score)
    for label in {*plant.labels, *scores}:
        pooled[label.kind].append((scores.get(label, 0.0), label in plant.wrong))
    prints = {case.track_id: case.evidence.voiceprint for case in plant.cases}
    queue = [found_label(each.suspicion, plant) for each in queue_of(found, prints=prints)]
    by_score = sorted(scores, key=lambda label: -scores[label])
    confidence = [found_label(s, plant) for s in sorted(found, key=_confidence)]
    tenth = len(plant.labels) // 10
    return {
        "precision@20": _precision(by_score, plant, 20),
        "precision@50": _precision(by_score, plant, 50),
        "queue_precision@50": _precision(queue, plant, 50),
        "confidence_precision@50": _precision(confidence, plant, 50),
        "random_precision@50": len(plant.wrong) / len(plant.labels),
        "found_in_10pct": sum(label in plant.wrong for label in by_score[:tenth])
        / max(len(plant.wrong), 1),
    }


def _confidence(suspicion: object) -> float:
    """Plain confidence ranking: the least probable label first, whoever says what."""
    figures = dict(getattr(suspicion, "figures", ()))
    value = figures.get("p label", 1.0)
    return value if isinstance(value, float) else 1.0


def _precision(labels: Iterable[Label | None], plant: Planted, count: int) -> float:
    known = [label for label in dict.fromkeys(labels) if label is not None][:count]
    return mean(label in plant.wrong for label in known) if known else 0.0


def _of_kind(kind: str, rows: list[tuple[float, bool]]) -> dict[str, float]:
    scores, wrong = np.array([s for s, _ in rows]), np.array([w for _, w in rows])
    order = np.argsort(-scores, kind="stable")
    figures = {f"planted_{kind}": float(wrong.sum())}
    for count in (20, 50):
        figures[f"precision@{count}_{kind}"] = float(wrong[order[:count]].mean())
    if 0 < wrong.sum() < len(wrong):
        figures[f"auroc_{kind}"] = auroc(scores, wrong)
    return figures


def auroc(scores: "np.typing.NDArray[np.float64]", wrong: "np.typing.NDArray[np.bool_]") -> float:
    """Chance that a wrong label has the higher score; ties count half."""
    _, place, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2.0)[place]
    count = int(wrong.sum())
    return float((ranks[wrong].sum() - count * (count + 1) / 2) / (count * (len(wrong) - count)))


def ranking_of_bars(bars: int = 2_000_000) -> dict[str, float]:
    """Seconds and memory of ranking as many bars by cleanlab, in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        seconds, megabytes = pool.submit(_ranked_bars, bars).result()
    return {"seconds_2m_bars": seconds, "mb_2m_bars": megabytes}


def _ranked_bars(bars: int) -> tuple[float, float]:
    from edmstudio.learning.bar_scores import worst_bars

    chance = np.random.default_rng(0)
    probs = chance.random((bars, 10), dtype=np.float32)
    probs /= probs.sum(axis=1, keepdims=True)
    given = chance.integers(0, 10, bars)
    start = perf_counter()
    worst = worst_bars(given, probs, 2000)
    seconds = perf_counter() - start
    assert len(worst) == 2000
    return seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0
