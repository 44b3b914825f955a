"""How an analyser fares on rendered tracks, style by style, in both families.

Run as ``python -m tests.reports.analysis_by_style --seeds 4 --minutes 2 [--from 0] [--kept FILE]
[--model FILE]``; without a model it is the analysis that needs none; what is kept in a file is not
measured again. One row a style and family, the same fields as ``edmstudio evaluate``.
"""

import argparse
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np

from edmstudio.app.answers import of_annotations
from edmstudio.app.asking import ask
from edmstudio.app.scoring import Scores, scores
from edmstudio.domain.waveform import Waveform
from edmstudio.interchange.truth import Truth
from edmstudio.metrics.reliability import reliability
from edmstudio.synth.labels import Labels
from edmstudio.synth.render import FAMILIES, render
from edmstudio.synth.style import STYLES
from tests.reports.kept import Kept

FIELDS = ("beat_f", "downbeat_f", "bpm_acc1", "bpm_exact", "gu25", "gu10", "boundary_f_0.5",
          "boundary_f_3", "section_accuracy", "cue_f", "key_mirex", "confidence_grid")  # fmt: skip
HEADS = ("beat F", "down F", "acc1", "exact", "GU25", "GU10", "bnd .5", "bnd 3", "label", "cue F",
         "key", "trust")  # fmt: skip
PERFECT = 0.99


@dataclass(frozen=True, slots=True)
class Row:
    """Scores of one rendering."""

    style: str
    family: str
    seed: int
    scores: Scores


def truth_of(labels: Labels) -> Truth:
    """What `evaluate` would read from the truth file of a rendering."""
    tempi = {anchor.bpm for anchor in labels.tempo_map.anchors}
    return Truth(
        bpm=tempi.pop() if len(tempi) == 1 else None,
        beats=labels.beats,
        downbeats=labels.downbeats,
        sections=labels.sections,
        cues=labels.cues,
        key=labels.key,
    )


def scored(waveform: Waveform, labels: Labels, model: str = "") -> Scores:
    """Analyse a rendering and compare with its labels."""
    said = of_annotations(ask(model, waveform).annotations, waveform.seconds)
    return scores(truth_of(labels), said)


def rows(seeds: Iterable[int], minutes: float | None, kept: Kept, model: str = "") -> Iterable[Row]:
    """Render and score, one by one, what is not kept."""
    for seed, family, style in product(seeds, FAMILIES, STYLES):
        key = f"{family} {style} {seed} {minutes} {model}".strip()
        if key not in kept.rows:
            made = render(seed, style, family, minutes=minutes)
            kept.put(key, scored(made.waveform, made.labels, model))
        yield Row(style, family, seed, kept.rows[key])


def table(found: list[Row]) -> str:
    """A line for each style and family, the families' means, and what is easy and what is hard."""
    groups = [(s, f) for f in FAMILIES for s in STYLES]
    lines = [f"{'style':<16}{'':<3}{'n':>3}" + "".join(f"{head:>8}" for head in HEADS)]
    for style, family in groups:
        here = [row for row in found if (row.style, row.family) == (style, family)]
        lines += [_line(style, family, here)] if here else []
    for family in FAMILIES:
        lines.append(_line("all", family, [row for row in found if row.family == family]))
    return "\n".join([*lines, "", *_verdict(found)])


def _line(style: str, family: str, here: list[Row]) -> str:
    cells = "".join(_cell(_mean(here, name)) for name in FIELDS)
    return f"{style:<16}{family.upper():<3}{len(here):>3}{cells}"


def _cell(value: float | None) -> str:
    return f"{'–':>8}" if value is None else f"{value:>8.2f}"


def _mean(here: list[Row], name: str) -> float | None:
    values = [row.scores[name] for row in here if row.scores.get(name) is not None]
    return float(np.mean(values)) if values else None


def _verdict(found: list[Row]) -> list[str]:
    means = {
        style: (_mean([row for row in found if row.style == style], "downbeat_f") or 0.0)
        for style in {row.style for row in found}
    }
    order = sorted(means, key=lambda style: means[style])
    easy = [style for style in order if means[style] >= PERFECT]
    pairs = [(row.scores["confidence_grid"], row.scores["gu25"]) for row in found
             if "gu25" in row.scores]  # fmt: skip
    error = reliability([sure for sure, _ in pairs], [right for _, right in pairs]).error
    return [
        f"hardest: {', '.join(order[:4])}",
        f"trivially perfect (downbeat F of {PERFECT} and more): {', '.join(easy) or 'none'}",
        f"calibration error of trust.grid against GU25: {error:.3f}",
    ]


def main() -> None:
    """Print the table."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--seeds", type=int, default=7)
    reader.add_argument("--from", dest="first", type=int, default=0)
    reader.add_argument("--minutes", type=float, default=None)
    reader.add_argument("--kept", type=Path)
    reader.add_argument("--model", default="")
    asked = reader.parse_args()
    found = []
    seeds = range(asked.first, asked.first + asked.seeds)
    for row in rows(seeds, asked.minutes, Kept(asked.kept), asked.model):
        found.append(row)
        sys.stderr.write(f"{len(found)} {row.style} {row.family} {row.seed}\n")
    sys.stdout.write(table(found) + "\n")


if __name__ == "__main__":
    main()
