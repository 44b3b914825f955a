"""A hand on the platter in family B: the last beat of a block sinks, and the next one is there."""

import numpy as np

from edmstudio.synth.family_b.drums import Feel
from edmstudio.synth.family_b.form import KICK, Form
from edmstudio.synth.performance import Stems
from edmstudio.synth.streams import Chance, between, happens, log_between


def brake(stems: Stems, feel: Feel, *, form: Form, chance: Chance) -> list[tuple[float, float]]:
    """Brake in a few tracks, whether or not anything changes behind it; beats without a kick."""
    if not happens(chance, 0.08):
        return []
    eager = between(chance, 0.05, 0.4)
    held: list[tuple[float, float]] = []
    for bar in form.blocks[1:]:
        end = float(feel.clock.bar_starts[bar])
        first, last = feel.frames(np.array([end - 1.0, end])).tolist()
        if first < 0 or not happens(chance, eager):
            continue
        fall = log_between(chance, 2.0, 6.0)
        turned = (1.0 - np.exp(-fall * np.linspace(0.0, 1.0, last - first))) / fall
        for stem in (stems.bass[None], stems.drums, stems.music, stems.vocals):
            _turn(stem[:, first:last], turned * (last - first))
        stems.kick[first:last] *= np.exp(-np.arange(last - first) / 40.0).astype(np.float32)
        form.layers[bar - 1, KICK] *= np.float32(1.0 - 1.0 / int(feel.clock.bar_beats[bar - 1]))
        held.append((end - 1.0, end))
    return held


def _turn(
    both: np.ndarray[tuple[int, ...], np.dtype[np.float32]],
    places: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
) -> None:
    """Read a stretch at these samples of its own, in place; its end fades."""
    fade = np.minimum(np.arange(len(places))[::-1] / 400.0, 1.0)
    known = np.arange(len(places))
    for side in both:
        side[:] = np.interp(places, known, side) * fade
