"""A whole track of family A, from a style and streams of chance to stems and what they contain."""

from dataclasses import replace

import numpy as np

from edmstudio.synth.clock import Clock, Pace, choose_bar_beats, choose_pace, wind
from edmstudio.synth.family_a import bass, drums, grammar, harmony, tape, transitions, vocals
from edmstudio.synth.family_a.breaks import make_loop
from edmstudio.synth.family_a.chip_kit import make_chip_kit
from edmstudio.synth.family_a.kit import make_kit
from edmstudio.synth.family_a.life import enlivened, reduced
from edmstudio.synth.family_a.plan import PARTS, VOCAL, Plan
from edmstudio.synth.family_a.players import choose_players
from edmstudio.synth.family_a.progressions import choose_tonality
from edmstudio.synth.family_a.rhythm import Rhythm
from edmstudio.synth.family_a.score import choose_score, scores_of
from edmstudio.synth.family_a.show import show
from edmstudio.synth.family_a.twists import bare, rolling, twisted
from edmstudio.synth.performance import Activity, Performance, Stems
from edmstudio.synth.placing import RATE, Floats
from edmstudio.synth.streams import Chance, Streams, between, happens, pick
from edmstudio.synth.style import Style, choose_bpm, choose_swing

TAIL = 3.0  # seconds for what rings on
SAMPLED = {"breaks": 0.5, "rock": 0.15, "two-step": 0.12}  # share of a groove's drums that are


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
    hits = streams.stream("drums")
    chips = happens(streams.stream("chips"), 0.85 if style.name == "chip" else 0.05)
    drummer = _drummer(style, streams, hits, rhythm, chips=chips)
    plan = enlivened(drums.drop_outs(plan, hits), streams.stream("life"))
    if happens(streams.stream("minimal"), 0.025):
        plan, drummer = reduced(plan), _alone(drummer, streams.stream("alone"))
    habits = transitions.choose_habits(streams.stream("habits"), announced=plan.announced)
    return _played(style, streams, plan, rhythm, drummer=drummer, habits=habits, chips=chips)


def perform_show(style: Style, streams: Streams, minutes: float) -> Performance:
    """Play the written arrangement of a style, straight, with all that leads from part to part."""
    bpm = style.bpm[1]
    plan = show(style.name, longest=minutes * bpm / 4.0)
    bar_beats = np.full(plan.bars, 4, dtype=np.int64)
    rhythm = Rhythm(wind(Pace(float(bpm)), bar_beats, streams.stream("clock")), style.swing[0], 0.0)
    hits = streams.stream("drums")
    kit, score = make_kit(hits, style.groove, style.drive), choose_score(hits, style.groove)
    loop = make_loop(hits, rhythm.clock.beat_length(0) / 4.0, PARTS)
    drummer = drums.Drummer(kit, (score,) * PARTS, loop if style.groove == "breaks" else None)
    return _played(
        style, streams, plan, rhythm, drummer=drummer, habits=transitions.EAGER, chips=False
    )


def _clock(style: Style, bpm: float, plan: Plan, chance: Chance) -> Clock:
    waltz = 0.03 if style.groove == "four" else 0.01
    bar_beats = choose_bar_beats(chance, plan.bars, waltz=waltz)
    starts = np.concatenate([[0], np.cumsum(bar_beats)])
    pace = choose_pace(chance, bpm, starts[[span.bar for span in plan.spans]], style.unruly)
    return wind(pace, bar_beats, chance)


def _played(
    style: Style, streams: Streams, plan: Plan, rhythm: Rhythm,
    *, drummer: drums.Drummer, habits: transitions.Habits, chips: bool,
) -> Performance:  # fmt: skip
    stems = Stems.silent(int((float(rhythm.clock.bar_seconds()[-1]) + TAIL) * RATE))
    hits = streams.stream("hits")
    drumming = drums.play(stems, drummer, rhythm, plan=plan, chance=hits)
    tones = streams.stream("harmony")
    tonality = choose_tonality(style, tones, plan, rhythm.clock.bar_starts)
    keyboards = choose_players(streams.stream("players"), chips=chips)
    harmony.play(stems, keyboards, rhythm, tonality, plan=plan, chance=tones)
    low = streams.stream("bass")
    bass.play(stems, bass.choose_line(style, low), rhythm, tonality, plan=plan, chance=low)
    voice = streams.stream("vocals")
    singer = vocals.choose_singer(voice, song=style.song > 0.4)
    entries = vocals.play(stems, singer, rhythm, tonality, plan=plan, chance=voice)
    effects = streams.stream("effects")
    riser = transitions.play(
        stems, drummer.kit, habits, rhythm, plan=plan, tonality=tonality, chance=effects
    )
    gaps = transitions.gaps(plan, habits, rhythm, effects)
    silences = _silenced(stems, plan, habits, rhythm, gaps=gaps, chance=streams.stream("tape"))
    kicks = _outside(np.array(drumming.kick_beats), silences)
    levels = _cut_levels(plan.levels, rhythm.clock, silences)
    return Performance(
        clock=rhythm.clock, stems=stems, kicks=rhythm.clock.at(kicks),
        spans=plan.spans, keys=tonality.keys,
        activity=Activity(levels, riser, drumming.fill, entries),
    )  # fmt: skip


def _silenced(
    stems: Stems, plan: Plan, habits: transitions.Habits, rhythm: Rhythm,
    *, gaps: tape.Stretches, chance: Chance,
) -> tape.Stretches:  # fmt: skip
    """Cut the gaps, or let the tape run down there; beats from and to which no kick is left."""
    stops = tape.choose_stops(plan, habits, rhythm, gaps, chance)
    tape.slow_down(stems, rhythm, stops)
    transitions.cut([stems.kick], rhythm, stops)
    silent = [gap for gap in gaps if gap not in stops]
    transitions.cut([stems.kick, stems.bass, stems.drums, stems.music], rhythm, silent)
    return silent + stops


def _drummer(
    style: Style, streams: Streams, chance: Chance, rhythm: Rhythm, *, chips: bool
) -> drums.Drummer:
    """A kit, rows for each part, and a sampled loop where the style has such."""
    twists = streams.stream("twists")
    groove = _island(style, twists)
    score = twisted(choose_score(chance, groove), groove, twists, style.unruly)
    score = rolling(score, groove, streams.stream("rolls"))
    sampled = happens(twists, SAMPLED.get(groove, 0.05))
    step = rhythm.clock.beat_length(0) / 4.0
    loop = make_loop(streams.stream("loop"), step, PARTS) if sampled else None
    chips = chips and happens(twists, 0.75)
    kit = make_chip_kit(chance) if chips else make_kit(chance, style.groove, style.drive)
    return drums.Drummer(kit, scores_of(score, groove, twists), loop)


def _alone(drummer: drums.Drummer, chance: Chance) -> drums.Drummer:
    """The drummer with a kick now and then, and no loop."""
    return replace(drummer, scores=(bare(drummer.scores[0], chance),) * PARTS, loop=None)


def _island(style: Style, chance: Chance) -> str:
    """The style's groove, or now and then one from Jamaica or Puerto Rico."""
    if style.bpm[1] < 110.0 and happens(chance, 0.15):
        return "one-drop"
    dances = style.groove == "four" and style.bpm[1] < 127.0
    return "dembow" if dances and happens(chance, 0.05) else style.groove


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
                voice = levels[bar, VOCAL]
                levels[bar] *= np.float32(1.0 - gone)
                levels[bar, VOCAL] = voice
    return levels
