"""A whole track of family B, from a style and streams of chance to stems and what they contain."""

import numpy as np

from edmstudio.synth.clock import choose_bar_beats, choose_pace, wind
from edmstudio.synth.family_b import bass, drums, grammar, harmony, transitions, vocals
from edmstudio.synth.family_b.brake import brake
from edmstudio.synth.family_b.drum_box import make_bit_box, make_box
from edmstudio.synth.family_b.drums import Feel, choose_feel
from edmstudio.synth.family_b.form import Form
from edmstudio.synth.family_b.hands import choose_hands, hands_of
from edmstudio.synth.family_b.naming import name_sections
from edmstudio.synth.family_b.reel import record
from edmstudio.synth.family_b.twists import bare_peaks, late_drums, twisted
from edmstudio.synth.performance import Activity, Performance, Stems
from edmstudio.synth.placing import RATE
from edmstudio.synth.streams import Streams, between, happens
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
    form = grammar.grow(style, chance, longest=wanted * bpm / 4.0)
    bar_beats = choose_bar_beats(chance, form.bars, waltz=0.02)
    starts = np.concatenate([[0], np.cumsum(bar_beats)])
    pace = choose_pace(chance, bpm, starts[[bar for _, bar in form.states]], style.unruly)
    clock = wind(pace, bar_beats, streams.stream("clock"))
    feel = choose_feel(clock, choose_swing(style, chance), chance)
    stems = Stems.silent(int((float(clock.bar_seconds()[-1]) + TAIL) * RATE))
    return _played(style, streams, form, feel, stems=stems)


def _played(style: Style, streams: Streams, form: Form, feel: Feel, *, stems: Stems) -> Performance:
    effects = streams.stream("effects")
    temper = transitions.choose_temper(effects, told=form.told)
    twists = streams.stream("twists")
    form = late_drums(transitions.plan_mutes(form, temper, effects), twists)
    form = bare_peaks(form, twists)
    bits = happens(streams.stream("bits"), 0.85 if style.name == "chip" else 0.05)
    hits = streams.stream("drums")
    band = _band(style, streams, feel, bits=bits)
    kicks, fill = drums.play(stems, band, feel, form=form, chance=hits)
    keys = streams.stream("harmony")
    tones = harmony.choose_tones(style, form, keys)
    harmony.play(stems, feel, tones, form=form, chance=keys, bits=bits)
    low = streams.stream("bass")
    bass.play(stems, bass.choose_player(style, low, bits=bits), feel, tones, form=form, chance=low)
    voice = streams.stream("vocals")
    entries = vocals.play(stems, vocals.choose_throat(voice), feel, tones, form=form, chance=voice)
    riser = transitions.play(stems, band.box, temper, feel, form=form, chance=effects)
    transitions.stutter(stems, temper, feel, form=form, chance=effects)
    spans = name_sections(form, riser, song=happens(voice, style.song))
    silences = transitions.silence_before(stems, temper, feel, form=form, chance=effects)
    silences += brake(stems, feel, form=form, chance=streams.stream("brake"))
    return Performance(
        clock=feel.clock, stems=stems, kicks=feel.clock.at(_heard(kicks, silences)), spans=spans,
        activity=Activity(form.layers, riser, fill, entries), keys=tones.keys,
    )  # fmt: skip


def _band(style: Style, streams: Streams, feel: Feel, *, bits: bool) -> drums.Band:
    """A box of drums, hands for each idea, and in some tracks a reel of tape."""
    chance, taped = streams.stream("band"), streams.stream("tape")
    bits = bits and happens(chance, 0.75)
    box = make_bit_box(chance) if bits else make_box(chance, style.groove, style.drive)
    hands = twisted(choose_hands(style.groove, chance), streams.stream("against"), style.unruly)
    wish = {"breaks": 0.5, "rock": 0.15, "two-step": 0.1}.get(style.groove, 0.05)
    taped_too = happens(taped, wish) and feel.clock.steady  # a tape keeps its own time
    reel = record(box, feel.clock.beat_length(0), taped) if taped_too else None
    return drums.Band(box, hands_of(hands, style.groove, chance), reel)


def _heard(
    beats: np.ndarray[tuple[int, ...], np.dtype[np.float64]], silences: list[tuple[float, float]]
) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """The kicks that no silence swallowed."""
    gone = np.zeros(len(beats), dtype=bool)
    for begin, end in silences:
        gone |= (beats >= begin - 1e-9) & (beats < end - 1e-9)
    return beats[~gone]
