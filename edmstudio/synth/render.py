"""A seed and a style become a finished track with everything known about it."""

from dataclasses import dataclass, replace

import numpy as np

from edmstudio.domain.waveform import Waveform
from edmstudio.synth.family_a.perform import perform as perform_a
from edmstudio.synth.family_a.perform import perform_show
from edmstudio.synth.family_b.perform import perform as perform_b
from edmstudio.synth.labels import Labels, label
from edmstudio.synth.measured_energy import measured_energy
from edmstudio.synth.mix_bus import mixed, mixed_well
from edmstudio.synth.performance import Performance
from edmstudio.synth.placing import RATE
from edmstudio.synth.streams import Streams
from edmstudio.synth.style import STYLES, Style
from edmstudio.synth.wear import Worn, worn

FAMILIES = {"a": perform_a, "b": perform_b}


@dataclass(frozen=True, slots=True, eq=False)
class Rendering:
    """A track and its truth."""

    waveform: Waveform
    labels: Labels


def render(seed: int, style: str, family: str = "a", *, minutes: float | None = None) -> Rendering:
    """The track of a seed; the same bytes every time on the same platform.

    Parameters
    ----------
    style : str
        One of `STYLES`.
    family : str
        ``a``, or ``b``, which shares neither instruments nor grammar with it.
    minutes : float or None
        About how long at most; by the style's habit where None.
    """
    manner = STYLES[style]
    streams = Streams(seed).within(family, style)
    performance = FAMILIES[family](manner, streams, minutes).with_heard_voice()
    end = float(performance.clock.bar_seconds()[-1])
    heard = worn(mixed(performance, manner, streams), streams, end=end)
    return labelled(heard, performance, manner)


def render_show(seed: int, style: str, *, minutes: float) -> Rendering:
    """A demo track: a written arrangement, mixed to please; what it plays comes from the seed."""
    manner = STYLES[style]
    streams = Streams(seed).within("show", style)
    performance = perform_show(manner, streams, minutes).with_heard_voice()
    both = mixed_well(performance, manner, streams)
    return labelled(Worn(both, RATE, lambda seconds: seconds), performance, manner)


def labelled(heard: Worn, performance: Performance, style: Style) -> Rendering:
    """The audio as it left the world, with all labels moved onto its time."""
    waveform = Waveform(np.ascontiguousarray(heard.both.T), heard.rate)
    moved = replace(
        performance, clock=performance.clock.moved(heard.warp), kicks=heard.warp(performance.kicks)
    )
    lines = moved.clock.bar_seconds()
    energy = measured_energy(waveform.mono(), heard.rate, lines, moved.activity, drive=style.drive)
    labels = label(moved, seconds=waveform.seconds, energy=energy, genre=style.name)
    return Rendering(waveform, labels)
