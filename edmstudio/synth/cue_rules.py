"""Where a DJ who reads the arrangement sets cues: one rule a kind, the same for both families."""

import numpy as np

from edmstudio.domain.cues import CueKind, CuePoint
from edmstudio.domain.provenance import Provenance, Voice
from edmstudio.domain.sections import SectionLabel
from edmstudio.synth.clock import Clock
from edmstudio.synth.performance import Activity, Span

BY = Provenance(Voice.LABEL, "renderer")
AT_START = {
    SectionLabel.BUILD: CueKind.BUILD,
    SectionLabel.DROP: CueKind.DROP,
    SectionLabel.BREAK: CueKind.BREAK,
}
RUNNING = 4  # bars a kick must run to be mixed with


def cues_of(
    spans: tuple[Span, ...], activity: Activity, clock: Clock, seconds: float
) -> tuple[CuePoint, ...]:
    """Cue points in order of time; all on bar lines, a vocal's on a beat.

    Build, drop and break stand at their sections' starts, mix-in where the kick first runs in
    the opening half, mix-out at the start of the outro, or where the last stretch begins.
    """
    lines = clock.bar_seconds()
    inside = int(np.argmax(lines >= -1e-9))
    found = [(float(lines[inside]), CueKind.FIRST_BEAT)]
    found += [(float(lines[bar]), kind) for bar, kind in _at_bars(spans, activity, inside)]
    entries = np.array(activity.vocal_entries, dtype=np.float64)
    found += [(float(moment), CueKind.VOCAL) for moment in clock.at(entries)]
    kept = sorted((moment, kind) for moment, kind in found if 0.0 <= moment < seconds)
    return tuple(
        CuePoint(moment, number, kind, kind.value.capitalize(), by=BY)
        for number, (moment, kind) in enumerate(kept, start=1)
    )


def _at_bars(spans: tuple[Span, ...], activity: Activity, inside: int) -> list[tuple[int, CueKind]]:
    found = [(span.bar, AT_START[span.label]) for span in spans if span.label in AT_START]
    found.append((mix_in_bar(activity, inside), CueKind.MIX_IN))
    found.append((max(mix_out_bar(spans, activity), inside), CueKind.MIX_OUT))
    return found


def mix_in_bar(activity: Activity, inside: int) -> int:
    """The bar from which the kick first runs for four bars, or the first bar without one."""
    kick = activity.layer("kick") > 0.3
    half = max(len(kick) // 2, inside + 1)
    for bar in range(inside, min(half, len(kick) - RUNNING)):
        if kick[bar : bar + RUNNING].all():
            return bar
    return inside


def mix_out_bar(spans: tuple[Span, ...], activity: Activity) -> int:
    """Where the outro begins; without one, 16 bars before the music ends, in its last section."""
    outros = [span.bar for span in spans if span.label is SectionLabel.OUTRO]
    if outros:
        return outros[-1]
    bars = len(activity.riser)
    last = max((span.bar for span in spans if span.label is not SectionLabel.SILENCE), default=0)
    return last + max((bars - last - 16) // 8 * 8, 0)
