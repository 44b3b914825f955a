"""The beats of a track as one person counts them, and the bars in which it is heard."""

from dataclasses import dataclass

from edmstudio.classic.metre import Opinion, no_opinion
from edmstudio.classic.onset_envelope import activations_of
from edmstudio.decoding.grid_fit import GridFit, fit_grid
from edmstudio.decoding.heard_octave import in_heard_octave
from edmstudio.decoding.tempo_preference import preference_with
from edmstudio.domain.activations import BeatActivations
from edmstudio.domain.grid import TempoMap
from edmstudio.domain.habits import Habits
from edmstudio.features.bands import Bands
from edmstudio.features.transients import Transients


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """What came of counting.

    Attributes
    ----------
    activations : BeatActivations
    fit : GridFit
        In the person's octave.
    bars : TempoMap or None
        The same grid in the octave that is heard: on its bars sections are heard.
    """

    activations: BeatActivations
    fit: GridFit
    bars: TempoMap | None


def count_beats(
    onsets: Transients, bands: Bands, habits: Habits, opinion: Opinion = no_opinion
) -> Counted:
    """Count by a person's habits; whose octave is the usual one, nothing is counted twice."""
    usual = activations_of(onsets, bands, opinion)
    heard = fit_grid(usual)
    if not habits.octaves:
        fit = heard.later(habits.offset)
        return Counted(usual, fit, fit.grid)
    preference = preference_with(habits.octaves)
    activations = activations_of(onsets, bands, opinion, preference)
    fit = fit_grid(activations, preference).later(habits.offset)
    seconds = len(bands.levels) / bands.hz
    return Counted(activations, fit, in_heard_octave(fit.grid, heard.grid, seconds))
