"""A whole track of family A, from a style and streams of chance to stems and what they contain."""

import numpy as np

from edmstudio.synth.clock import Clock, choose_bar_beats, choose_pace, wind
from edmstudio.synth.family_a import bass, drums, grammar, harmony, transitions, vocals
from edmstudio.synth.family_a.kit import make_kit
from edmstudio.synth.family_a.life import enlivened
from edmstudio.synth.family_a.progressions import choose_tonality, pushed
from edmstudio.synth.family_a.rhythm import Rhythm
from edmstudio.synth.family_a.twists import twisted
from edmstudio.synth.performance import Activity, Performance, Stems
from edmstudio.synth.placing import RATE, Floats
from edmstudio.synth.streams import Chance, Streams, between, pick
from edmstudio.synth.style import Style, choose_bpm, choose_swing

TAIL = 3.0  # seconds for what rings on


def perform(style: Style, streams: Streams, minutes: float | None = None) -> Performance:
    """Play a track.

    Parameters
    ----------
    minutes : float or None
        About how long it may get; by the style's habit where None.
    """
    chance = streams.stream("form")
    bpm = choose_bpm(style, chance)
    wanted = minutes if minutes else between(chance, *style.minutes)
    plan = grammar.plan(style, chance, longest=wanted * bpm / 4.0)
    clock = _clock(style, bpm, plan, streams.stream("clock"))
    rhythm = Rhythm(clock, choose_swing(style, chance), pick(chance, [0.0, 0.001, 0.004, 0.009]))
    stems = Stems.silent(int((float(clock.bar_seconds()[-1]) + TAIL) * RATE))
    return _played(style, streams, plan, rhythm, stems=stems)


def _clock(style: Style, bpm: float, plan: grammar.Plan, chance: Chance) -> Clock:
    waltz = 0.03 if style.groove == "four" else 0.01
    bar_beats = choose_bar_beats(chance, plan.bars, waltz=waltz)
    starts = np.concatenate([[0], np.cumsum(bar_beats)])
    pace = choose_pace(chance, bpm, starts[[span.bar for span in plan.spans]])
    return wind(pace, bar_beats, chance)


def _played(
    style: Style, streams: Streams, plan: grammar.Plan, rhythm: Rhythm, *, stems: Stems
) -> Performance:
    chance = streams.stream("drums")
    kit = make_kit(chance, style.groove, style.drive)
    plan = enlivened(drums.drop_outs(plan, chance), streams.stream("life"))
    score = twisted(
        drums.choose_score(chance, style.groove), style.groove, streams.stream("twists")
    )
    drumming = drums.play(stems, kit, score, rhythm, plan=plan, chance=chance)
    tones = streams.stream("harmony")
    tonality = choose_tonality(style, tones, [span.bar for span in plan.spans])
    tonality = pushed(tonality, streams.stream("push"))
    harmony.play(
        stems, harmony.choose_players(tonality, tones), rhythm, tonality, plan=plan, chance=tones
    )
    low = streams.stream("bass")
    bass.play(stems, bass.choose_line(style.name, low), rhythm, tonality, plan=plan, chance=low)
    voice = streams.stream("vocals")
    singer = vocals.choose_singer(tonality, voice, song=style.song > 0.4)
    entries = vocals.play(stems, singer, rhythm, tonality, plan=plan, chance=voice)
    effects = streams.stream("effects")
    habits = transitions.choose_habits(effects)
    riser = transitions.play(
        stems, kit, habits, rhythm, plan=plan, tonality=tonality, chance=effects
    )
    silences = transitions.gaps(plan, habits, rhythm, effects)
    transitions.cut(stems, rhythm, silences)
    kicks = _outside(np.array(drumming.kick_beats), silences)
    levels = _cut_levels(plan.levels, rhythm.clock, silences)
    return Performance(
        clock=rhythm.clock, stems=stems, kicks=rhythm.clock.at(kicks),
        spans=plan.spans, keys=tonality.keys,
        activity=Activity(levels, riser, drumming.fill, entries),
    )  # fmt: skip


def _outside(
    beats: np.ndarray[tuple[int, ...], np.dtype[np.float64]], silences: list[tuple[float, float]]
) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    keep = np.ones(len(beats), dtype=bool)
    for begin, end in silences:
        keep &= (beats < begin - 1e-9) | (beats >= end - 1e-9)
    return beats[keep]


def _cut_levels(levels: Floats, clock: Clock, silences: list[tuple[float, float]]) -> Floats:
    """What a gap leaves of each bar, voice and effects aside."""
    levels = levels.copy()
    for begin, end in silences:
        for bar in range(clock.bars):
            first, last = float(clock.bar_starts[bar]), float(clock.bar_starts[bar + 1])
            gone = max(min(end, last) - max(begin, first), 0.0) / (last - first)
            if gone:
                voice = levels[bar, grammar.VOCAL]
                levels[bar] *= np.float32(1.0 - gone)
                levels[bar, grammar.VOCAL] = voice
    return levels
