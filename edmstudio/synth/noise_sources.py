"""The sources of labels and their habits: how often each errs, and in what way."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Habits:
    """How one source goes wrong.

    Attributes
    ----------
    source : str
    grids, sections, cues, keys, energy : bool
        What it holds at all.
    octave, half_beat, bar_phase, phrase_phase : float
        Probability a track.
    bias : float
        Seconds by which all its grids are late.
    sloppy : float
        Probability of 10 to 60 ms either way.
    mp3, mp3_sign : float
        Probability of a codec's delay in the grid, and its direction.
    decimals : int or None
        Decimals of the BPM that it keeps.
    one_tempo : bool
        Whether it knows only one tempo a track.
    relabel, shift_boundary : float
        Probability a section, and a boundary.
    cue_missing, cue_phrase : float
        Probability a cue.
    cue_extra : float
        Cues out of nothing a track, on average.
    most_cues : int
    kindless : bool
        Whether its cues say nothing about their kind.
    key_relative, key_fifth, key_wrong : float
        Probability a track.
    """

    source: str
    grids: bool = True
    sections: bool = False
    cues: bool = True
    keys: bool = True
    energy: bool = False
    octave: float = 0.02
    half_beat: float = 0.01
    bar_phase: float = 0.06
    phrase_phase: float = 0.05
    bias: float = 0.0
    sloppy: float = 0.05
    mp3: float = 0.0
    mp3_sign: float = 1.0
    decimals: int | None = 2
    one_tempo: bool = True
    relabel: float = 0.0
    shift_boundary: float = 0.0
    cue_missing: float = 0.3
    cue_phrase: float = 0.03
    cue_extra: float = 0.5
    most_cues: int = 8
    kindless: bool = False
    key_relative: float = 0.05
    key_fifth: float = 0.06
    key_wrong: float = 0.08


SOURCES: dict[str, Habits] = {
    habits.source: habits
    for habits in (
        Habits(
            "rekordbox", sections=True, one_tempo=False, bar_phase=0.08, octave=0.015, mp3=0.1,
            mp3_sign=-1.0, relabel=0.15, shift_boundary=0.12, key_fifth=0.1, key_wrong=0.12,
        ),
        Habits(
            "serato", decimals=2, bar_phase=0.12, octave=0.06, mp3=0.15, cue_missing=0.5,
            kindless=True, phrase_phase=0.1,
        ),
        Habits(
            "traktor", decimals=4, bias=0.004, half_beat=0.02, octave=0.03, mp3=0.12,
            key_relative=0.08, kindless=True,
        ),
        Habits(
            "mixed-in-key", grids=False, energy=True, cue_phrase=0.15, cue_extra=1.5,
            key_relative=0.03, key_fifth=0.04, key_wrong=0.05, kindless=True,
        ),
        Habits(
            "dj", sections=True, decimals=2, bias=0.0, sloppy=0.2, bar_phase=0.02, octave=0.01,
            phrase_phase=0.02, relabel=0.08, shift_boundary=0.06, cue_missing=0.45,
            cue_phrase=0.05, keys=False,
        ),
        Habits(
            "annotator", sections=True, decimals=None, one_tempo=False, bias=0.0, sloppy=0.0,
            bar_phase=0.01, octave=0.0, half_beat=0.0, relabel=0.05, shift_boundary=0.04,
            cue_missing=0.1, cue_extra=0.1, key_relative=0.02, key_fifth=0.02, key_wrong=0.02,
        ),
    )
}  # fmt: skip
SLOPPY = replace(
    SOURCES["rekordbox"], sections=False, octave=0.08, half_beat=0.08, bar_phase=0.12,
    phrase_phase=0.0, sloppy=0.0, mp3=0.2, cue_missing=0.1, cue_phrase=0.08, cue_extra=0.5,
    most_cues=1000, key_relative=0.06, key_fifth=0.06, key_wrong=0.08,
)  # fmt: skip
"""A collection as its owner would not be proud of; no sections, for XML holds none."""


def scaled(habits: Habits, factor: float) -> Habits:
    """The same source, more or less careful: every probability times the factor, at most 1."""
    names = (
        "octave", "half_beat", "bar_phase", "phrase_phase", "sloppy", "mp3", "relabel",
        "shift_boundary", "cue_missing", "cue_phrase", "key_relative", "key_fifth", "key_wrong",
    )  # fmt: skip
    values = {name: min(getattr(habits, name) * factor, 1.0) for name in names}
    return replace(habits, cue_extra=habits.cue_extra * factor, **values)
