"""Everything that is exactly known about a rendering, in seconds of its own audio."""

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.cues import CuePoint
from edmstudio.domain.energy import EnergyCurve
from edmstudio.domain.grid import TempoMap
from edmstudio.domain.key import Key
from edmstudio.domain.provenance import Provenance, Voice
from edmstudio.domain.sections import Section, SectionLabel
from edmstudio.synth.clock import Clock, Seconds
from edmstudio.synth.cue_rules import cues_of
from edmstudio.synth.performance import Activity, KeySpan, Performance, Span

SOURCE = Provenance(Voice.LABEL, "renderer")
PHRASE = 8  # bars
QUIET = 0.75  # seconds before the first bar from which a lead-in counts as silence


@dataclass(frozen=True, slots=True, eq=False)
class Labels:
    """The truth about one rendering.

    Attributes
    ----------
    seconds : float
        Duration of the audio.
    clock : Clock
        Beats and bars; bars may begin before second 0 where the recording is cut.
    sections : tuple of Section
        Cover the audio from 0 to its end.
    cues : tuple of CuePoint
    keys : tuple of KeySpan
    energy : ndarray, shape (bars,), int64
        1 to 10 per bar, of what sounds.
    phrases : ndarray, shape (bars,), int64
        Number of the phrase of eight bars (or what its section leaves of it), from 0.
    activity : Activity
        Per bar.
    kicks : ndarray, shape (kicks,), float64
        Seconds at which kicks begin.
    genre : str
    """

    seconds: float
    clock: Clock
    sections: tuple[Section, ...]
    cues: tuple[CuePoint, ...]
    keys: tuple[KeySpan, ...]
    energy: NDArray[np.int64]
    phrases: NDArray[np.int64]
    activity: Activity
    kicks: Seconds
    genre: str

    @property
    def beats(self) -> Seconds:
        """Seconds of the beats inside the audio."""
        return _inside(self.clock.beat_seconds(), self.seconds)

    @property
    def downbeats(self) -> Seconds:
        """Seconds of the bar lines inside the audio."""
        return _inside(self.clock.bar_seconds()[:-1], self.seconds)

    @property
    def tempo_map(self) -> TempoMap:
        """The grid."""
        return self.clock.tempo_map()

    @property
    def key(self) -> Key | None:
        """The key that holds longest, None for music without a key."""
        ends = [*(span.bar for span in self.keys[1:]), self.clock.bars]
        lengths = [end - span.bar for span, end in zip(self.keys, ends, strict=True)]
        return self.keys[int(np.argmax(lengths))].key

    @property
    def level(self) -> int:
        """Energy of the whole track: that of its hardest third."""
        hardest = np.sort(self.energy)[-max(len(self.energy) // 3, 1) :]
        return int(np.clip(round(float(hardest.mean())), 1, 10))

    def bar_at(self, seconds: Seconds) -> NDArray[np.int64]:
        """Bar of each moment, clipped to the music."""
        lines = self.clock.bar_seconds()
        bars = np.searchsorted(lines, seconds + 1e-9, side="right") - 1
        return np.asarray(np.clip(bars, 0, self.clock.bars - 1), dtype=np.int64)

    def later(self, seconds: float) -> "Labels":
        """The same labels for audio that a codec or a lead-in has moved later."""
        return replace(
            self,
            clock=self.clock.moved(lambda moments: moments + seconds),
            sections=_shifted(self.sections, seconds, self.seconds + seconds),
            cues=tuple(replace(cue, seconds=cue.seconds + seconds) for cue in self.cues),
            kicks=self.kicks + seconds,
            seconds=self.seconds + seconds,
        )

    def lasting(self, seconds: float) -> "Labels":
        """The same labels for audio that a codec has padded or cut at its end."""
        inside = tuple(section for section in self.sections if section.start < seconds)
        return replace(
            self,
            sections=(*inside[:-1], replace(inside[-1], end=seconds)),
            cues=tuple(cue for cue in self.cues if cue.seconds < seconds),
            kicks=_inside(self.kicks, seconds),
            seconds=seconds,
        )

    def annotations(self) -> Annotations:
        """The truth as the rest of the program holds it."""
        return Annotations(
            grid=self.tempo_map, sections=self.sections, cues=self.cues, key=self.key,
            energy=EnergyCurve(self.level, 1.0, self._energy_curve()), genre=self.genre,
            grid_by=SOURCE, key_by=SOURCE, energy_by=SOURCE,
        )  # fmt: skip

    def _energy_curve(self) -> tuple[float, ...]:
        moments = np.arange(0.0, self.seconds, 1.0)
        return tuple((self.energy[self.bar_at(moments)] / 10.0).tolist())

    def truth(self) -> dict[str, Any]:
        """The truth file that `evaluate` compares with, and what more is known."""
        anchors = self.tempo_map.anchors
        lines = self.clock.bar_seconds()
        return {
            "genre": self.genre,
            "bpm": anchors[0].bpm if len({a.bpm for a in anchors}) == 1 else None,
            "beats": _rounded(self.beats),
            "downbeats": _rounded(self.downbeats),
            "tempo_map": [
                {"time": a.seconds, "bpm": a.bpm, "beat": a.beat + 1, "meter": a.meter}
                for a in anchors
            ],
            "sections": [
                {"start": s.start, "end": s.end, "label": s.label.value} for s in self.sections
            ],
            "cues": [{"time": cue.seconds, "kind": cue.kind.value} for cue in self.cues],
            "key": self.key.name if self.key else None,
            "keys": [
                {"start": max(float(lines[k.bar]), 0.0), "key": k.key.name if k.key else None}
                for k in self.keys
            ],
            "energy": self.level,
            "bars": self._bar_rows(),
        }

    def _bar_rows(self) -> list[dict[str, Any]]:
        columns = {name: self.activity.layer(name) for name in ("kick", "vocal")}
        columns |= {"riser": self.activity.riser, "fill": self.activity.fill}
        starts = self.clock.bar_seconds()[:-1]
        return [
            {"start": round(float(starts[bar]), 6), "phrase": int(self.phrases[bar]) + 1,
             "energy": int(self.energy[bar]),
             **{name: round(float(column[bar]), 3) for name, column in columns.items()}}
            for bar in range(self.clock.bars)
        ]  # fmt: skip


def label(
    performance: Performance, *, seconds: float, energy: NDArray[np.int64], genre: str
) -> Labels:
    """All labels of a performance whose clock already runs on the finished audio's time."""
    clock, activity = performance.clock, performance.activity
    sections = sections_of(performance.spans, clock, seconds)
    return Labels(
        seconds=seconds, clock=clock, sections=sections,
        cues=cues_of(performance.spans, activity, clock, seconds), keys=performance.keys,
        energy=energy, phrases=phrases_of(performance.spans, clock.bars), activity=activity,
        kicks=_inside(performance.kicks, seconds), genre=genre,
    )  # fmt: skip


def sections_of(spans: tuple[Span, ...], clock: Clock, seconds: float) -> tuple[Section, ...]:
    """Spans of bars as sections that cover the audio; a long silent lead-in is a section."""
    lines = clock.bar_seconds()
    starts = [(float(lines[span.bar]), span.label) for span in spans]
    first = starts[0]
    if first[0] >= QUIET:
        starts.insert(0, (0.0, SectionLabel.SILENCE))
    else:
        starts[0] = (0.0, first[1])
    kept = [(moment, name) for moment, name in starts if 0.0 <= moment < seconds]
    ends = [*(moment for moment, _ in kept[1:]), seconds]
    return tuple(
        Section(moment, end, name, by=SOURCE)
        for (moment, name), end in zip(kept, ends, strict=True)
    )


def phrases_of(spans: tuple[Span, ...], bars: int) -> NDArray[np.int64]:
    """Phrases of eight bars that begin anew with every section."""
    heads = np.zeros(bars, dtype=np.int64)
    edges = [*(span.bar for span in spans), bars]
    for begin, end in pairwise(edges):
        heads[begin:end:PHRASE] = 1
    return np.asarray(np.cumsum(heads) - 1, dtype=np.int64)


def _inside(moments: Seconds, seconds: float) -> Seconds:
    return moments[(moments >= 0.0) & (moments < seconds)]


def _rounded(moments: Seconds) -> list[float]:
    return [round(moment, 7) for moment in moments.tolist()]


def _shifted(sections: tuple[Section, ...], by: float, end: float) -> tuple[Section, ...]:
    moved = [replace(s, start=s.start + by, end=s.end + by) for s in sections]
    moved[0] = replace(moved[0], start=0.0)
    moved[-1] = replace(moved[-1], end=end)
    return tuple(moved)
