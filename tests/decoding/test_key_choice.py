"""The key is the likeliest one, and its confidence falls where two are alike."""

import numpy as np
import pytest

from edmstudio.decoding.key_choice import choose_key
from edmstudio.domain.key import ALL_KEYS, Key


def scores(**keys):
    held = np.full(24, -0.3)
    for name, value in keys.items():
        held[ALL_KEYS.index(Key.parse(name))] = value
    return held


def test_the_key_with_the_best_score_is_chosen():
    assert choose_key(scores(Am=0.8, C=0.3)).key == Key.parse("A minor")


def test_two_keys_that_fit_alike_share_the_confidence():
    clear, torn = choose_key(scores(Am=0.8, Em=0.1)), choose_key(scores(Am=0.8, Em=0.79))

    assert clear.confidence > 0.9
    assert torn.confidence < 0.6


def test_where_both_modes_fit_alike_minor_is_likelier_in_club_music():
    assert choose_key(scores(Am=0.5, C=0.5)).key == Key.parse("Am")


def test_the_posterior_is_a_distribution():
    assert choose_key(scores(Fm=0.4)).posterior.sum() == pytest.approx(1.0)


def test_where_nothing_tonal_sounds_there_is_no_key():
    choice = choose_key(np.zeros(24))

    assert choice.key is None
    assert choice.confidence == 0.0
