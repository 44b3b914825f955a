"""Values that a person gives in place of a suggestion."""

import pytest

from edmstudio.domain.annotations import Annotations
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
