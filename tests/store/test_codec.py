from hypothesis import given

from edmstudio.store.codec import dump, load
from tests.domain.strategies import annotations


@given(annotations)
def test_annotations_come_back_bit_for_bit(held):
    assert load(dump(held)) == held
