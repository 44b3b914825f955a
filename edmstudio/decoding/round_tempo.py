"""A tempo as the producer typed it, where the measured one cannot tell the difference."""

from dataclasses import replace

import numpy as np

from edmstudio.decoding.pulse import Pulse

STEPS = (1.0, 0.5, 0.01)  # BPM; most tracks are made at whole ones
ALLOWED = 0.004  # seconds by which rounding may move a beat at the ends of the passage
DOUBT = 0.008  # seconds, the same for whole tempi where the pulse itself is that uncertain


def rounded(pulse: Pulse, start: float, stop: float) -> Pulse:
    """The pulse at the roundest tempo that moves no beat by more than a few milliseconds.

    It turns about the middle of the passage, so the error is shared by both ends. A moving pulse
    stays as it is.
    """
    if not pulse.steady:
        return pulse
    bpm, half = 60.0 / pulse.period, (stop - start) / 2.0
    doubt = float(np.clip(3.0 * pulse.residual, ALLOWED, DOUBT))
    for step, allowed in zip(STEPS, (doubt, ALLOWED, ALLOWED / 4.0), strict=True):
        near = round(bpm / step) * step
        if abs(near / bpm - 1.0) * half <= allowed:
            return _turned(pulse, near, (start + stop) / 2.0)
    return pulse


def _turned(pulse: Pulse, bpm: float, middle: float) -> Pulse:
    beat = float(pulse.beats_at(np.array([middle]))[0])
    seconds = middle + (pulse.beats - beat) * (60.0 / bpm)
    return replace(pulse, seconds=seconds)
