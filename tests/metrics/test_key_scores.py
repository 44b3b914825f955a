"""Key scores are mir_eval's, and "compatible" is what the Camelot wheel says."""

import json
import tarfile

import mir_eval
import pytest

from edmstudio.domain.key import ALL_KEYS, Key
from edmstudio.metrics.key import key_scores


@pytest.mark.parametrize("reference", ALL_KEYS, ids=lambda key: key.classic)
def test_every_pair_of_keys_scores_as_in_mir_eval(reference):
    for estimate in ALL_KEYS:
        theirs = mir_eval.key.weighted_score(reference.name, estimate.name)

        assert key_scores(reference, estimate).mirex == theirs


def test_a_fifth_counts_in_both_directions_where_that_is_asked():
    a_minor, d_minor, e_minor = (Key.parse(name) for name in ("Am", "Dm", "Em"))

    assert key_scores(a_minor, e_minor).mirex == 0.5
    assert key_scores(a_minor, d_minor).mirex == 0.0
    assert key_scores(a_minor, d_minor).mirex_either_fifth == 0.5
    assert key_scores(a_minor, a_minor).mirex_either_fifth == 1.0


def test_four_keys_mix_with_each_key():
    for reference in ALL_KEYS:
        mixing = [key for key in ALL_KEYS if key_scores(reference, key).compatible]

        assert len(mixing) == 4
        assert reference in mixing


def test_8a_mixes_with_7a_9a_and_8b():
    mixing = {key.camelot for key in ALL_KEYS if key_scores(Key.parse("8A"), key).compatible}

    assert mixing == {"7A", "8A", "9A", "8B"}


def test_no_key_scores_nothing():
    assert key_scores(Key.parse("Am"), None).mirex == 0.0


def test_the_published_pairs_of_mir_eval_score_as_published(shared_data, tmp_path):
    with tarfile.open(shared_data / "annotations/mir_eval_fixtures/key.tar.gz") as archive:
        archive.extractall(tmp_path, filter="data")
    outputs = sorted(tmp_path.rglob("output*.json"))

    compared = 0
    for output in outputs:
        number = output.stem.removeprefix("output")
        words = [
            mir_eval.io.load_key(str(output.with_name(f"{side}{number}.txt")))
            for side in ("ref", "est")
        ]
        if all(word.split()[-1].lower() in {"major", "minor"} for word in words):
            reference, estimate = (Key.parse(word.lower().capitalize()) for word in words)
            expected = json.loads(output.read_text())["Weighted Score"]
            assert key_scores(reference, estimate).mirex == pytest.approx(expected)
            compared += 1
    assert compared > 3
