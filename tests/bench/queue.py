"""What the review queue finds of known errors, beside plain confidence and chance."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import mean

from edmstudio.domain.suspicion import Purpose
from edmstudio.learning.judging import judge_of
from edmstudio.review.looking import sifted
from edmstudio.review.queueing import ordered
from tests.bench._following import following, two_million_bars
from tests.bench._hearing import REAL, UNSEEN, Heard, real_tracks, renderings
from tests.bench._planting import Label, Planted, found_label, planted
from tests.bench._rankings import COUNTS, Scored, by_kind, confidence, pooled, precision, scored

FLOORS = {
    "precision@50": 0.80, "times_random@50": 3.0, "auroc_octave": 0.95, "auroc_half-beat": 0.95,
    "auroc_bar-phase": 0.85, "auroc_sections": 0.85, "auroc_cue": 0.85, "auroc_key": 0.85,
    "rescore_p95_ms": 50.0, "rerank_1000_s": 2.0, "key_p95_ms": 100.0,
    "seconds_2m_bars": 15.0, "mb_2m_bars": 1000.0,
}  # fmt: skip
RATES, SEEDS = (0.05, 0.10, 0.20), (0, 1, 2)
TRACKS = int(os.environ.get("EDMSTUDIO_BENCH_TRACKS", "60"))
FEWEST = 10  # real tracks that make a library


def measure() -> dict[str, float]:
    """Means over rates of 5, 10 and 20 % and three plantings each; of a kind, all of them as one.

    Without a prefix: one source labels rendered tracks. `others_`: two more sources speak of grid
    and key, with errors of their own at the same rate. `real_`: all real tracks, one source.
    `unseen_`: those of them that the analysis learned nothing of.
    """
    tracks, real = renderings(TRACKS), real_tracks()
    figures = {"tracks": float(len(tracks))}
    figures |= judged(tracks)
    figures |= {f"others_{name}": value for name, value in judged(tracks, others=2).items()}
    for prefix, folders in (("real", REAL), ("unseen", UNSEEN)):
        held = [heard for folder in folders for heard in real[folder]]
        figures[f"{prefix}_tracks"] = float(len(held))
        if len(held) >= FEWEST:
            figures |= {f"{prefix}_{name}": value for name, value in judged(held).items()}
    figures |= following() | two_million_bars()
    return {name: round(value, 3) for name, value in figures.items()}


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """One planting, by the judge's scores and by plain confidence, and as the queue asks."""

    rate: float
    judge: Scored
    plain: Scored
    queue: dict[str, float]


def judged(tracks: Sequence[Heard], *, others: int = 0) -> dict[str, float]:
    """All figures of one collection."""
    found = [
        _outcome(rate, planted(list(tracks), rate, seed, others))
        for rate in RATES
        for seed in SEEDS
    ]
    figures = _overall(found)
    for rate in RATES:
        here = [each for each in found if each.rate == rate]
        name = f" at {round(rate * 100)} %"
        figures |= {f"{key}{name}": value for key, value in _overall(here).items()}
        figures |= {f"{key}{name}": v for key, v in by_kind([e.judge for e in here]).items()}
    figures["times_random@50"] = figures["precision@50"] / figures["random_precision@50"]
    plain = pooled([each.plain for each in found])
    figures |= {f"confidence_{key}": v for key, v in plain.items() if "planted" not in key}
    return figures | pooled([each.judge for each in found])


def _outcome(rate: float, plant: Planted) -> Outcome:
    judge = judge_of(plant.cases)
    found = [each for case in plant.cases for each in judge.suspicions(case)]
    asked = [(each, found_label(each, plant)) for each in found]
    known = [(suspicion, label) for suspicion, label in asked if label is not None]
    prints = {case.track_id: case.evidence.voiceprint for case in plant.cases}
    doubts = [e for e in ordered(sifted(found), prints=prints).asked if e.purpose is Purpose.DOUBT]
    queue = [found_label(each.suspicion, plant) for each in doubts]
    return Outcome(
        rate,
        scored(_greatest((label, suspicion.score) for suspicion, label in known), plant),
        scored(_greatest((label, confidence(suspicion)) for suspicion, label in known), plant),
        {f"precision@{n}": precision(queue, plant, n) for n in COUNTS},
    )


def _greatest(pairs: Iterable[tuple[Label, float]]) -> dict[Label, float]:
    scores: dict[Label, float] = {}
    for label, score in pairs:
        scores[label] = max(scores.get(label, 0.0), score)
    return scores


def _overall(found: Sequence[Outcome]) -> dict[str, float]:
    """Over all kinds: the queue as it is asked, and labels by score, confidence and chance."""
    figures = {name: mean(each.queue[name] for each in found) for name in found[0].queue}
    for prefix, rows in (
        ("score_", [each.judge.figures() for each in found]),
        ("confidence_", [each.plain.figures() for each in found]),
    ):
        figures |= {f"{prefix}{name}": mean(row[name] for row in rows) for name in rows[0]}
    figures["found_in_10pct"] = figures["score_found_in_10pct"]
    for n in COUNTS:  # of fewer errors than places no order can fill them
        most = mean(min(float(each.judge.wrong.sum()), n) / n for each in found)
        figures[f"reachable_precision@{n}"] = most
    share = mean(float(each.judge.wrong.mean()) for each in found)
    chance = dict.fromkeys((f"random_precision@{n}" for n in COUNTS), share)
    return figures | chance | {"random_found_in_10pct": 0.1}
