"""Values that a person gives in place of a suggestion."""

import pytest

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.grid import Anchor, TempoMap
from edmstudio.domain.refused import Refused
from edmstudio.domain.suspicion import Doubt, Suspicion
from edmstudio.domain.track import TrackId
from edmstudio.review.remedy import remedy

ENERGY = Suspicion(TrackId(1), Doubt.ENERGY, "mixed-in-key", 0.0, 8.0, "5", "8", 0.9, "because")


@pytest.mark.parametrize("text", ["²", "11", "0", "-1", "loud", "", "7.5"])
def test_what_is_no_level_is_no_energy(text):
    with pytest.raises(Refused, match="whole number from 1 to 10"):
        remedy(ENERGY, Annotations(), label=text or " ")


def test_a_level_in_any_digits_is_taken():
    assert remedy(ENERGY, Annotations(), label="٣").apply(Annotations()).energy.level == 3


def test_two_thirds_of_a_tempo_that_changes_are_two_thirds_of_all_of_it():
    grid = TempoMap((Anchor(0, 0.1, 120.0), Anchor(64, 32.1, 126.0), Anchor(128, 62.576, 132.0)))
    third = Suspicion(
        TrackId(1), Doubt.OCTAVE, "serato", 0.0, 8.0, "120.00", "80.00", 0.9, "because",
        amount=2 / 3,
    )  # fmt: skip
    held = Annotations(grid=grid)
    anchors = remedy(third, held).apply(held).grid.anchors
    assert [anchor.bpm for anchor in anchors] == pytest.approx([80.0, 84.0, 88.0])
    assert [anchor.seconds for anchor in anchors] == [anchor.seconds for anchor in grid.anchors]
