import json

import pytest
import torch
from safetensors.torch import save_file

from edmstudio.domain.habits import EnergyHabit, Habits, OctaveHabit
from edmstudio.domain.refused import Refused
from edmstudio.model.checkpoint import Card, Plain, load, read, save, save_plain
from edmstudio.model.file_format import card_of, name_of, told, verified
from edmstudio.model.network import Network, Shape, usual_level

SMALL = Shape(channels=16, blocks=2, bars=16, layers=1, heads=2, embedding=8)


@pytest.fixture
def network():
    torch.manual_seed(0)
    return Network(SMALL).eval()


def test_a_checkpoint_says_the_same_after_the_way_to_disk(network, tmp_path):
    path = tmp_path / "small.safetensors"
    digest = save(network, Card("small", seed=7, metrics={"beat_f": 0.9}), path)
    kept = load(path)
    assert (kept.digest, kept.card.seed, kept.card.metrics) == (digest, 7, {"beat_f": 0.9})
    mel = torch.rand(1, 200, 128)
    said, kept_said = (each.ear(mel, *usual_level(mel)).beat for each in (network, kept.network))
    assert torch.allclose(kept_said, said, atol=0.02)


@pytest.mark.parametrize("damage", ["cut", "flip", "text", "gone"])
def test_a_damaged_or_foreign_file_is_refused_in_a_sentence(network, tmp_path, damage):
    path = tmp_path / "small.safetensors"
    save(network, Card("small"), path)
    content = bytearray(path.read_bytes())
    if damage == "cut":
        path.write_bytes(content[: len(content) // 2])
    elif damage == "flip":
        content[-100] ^= 0x40
        path.write_bytes(content)
    elif damage == "text":
        path.write_text("no model at all")
    else:
        path.unlink()
    with pytest.raises(Refused, match=r"damaged|no model"):
        load(path)


def test_weights_that_are_no_numbers_are_never_written(network, tmp_path):
    path = tmp_path / "small.safetensors"
    before = save(network, Card("small"), path)
    next(network.parameters()).data[0] = float("nan")
    with pytest.raises(FloatingPointError):
        save(network, Card("worse"), path)
    assert load(path).digest == before


HABITS = Habits(
    offset=0.012,
    octaves=(OctaveHabit(87.0, 1.5),),
    keys={"relative": 0.3, "fifth-up": 0.1},
    energy=EnergyHabit(1.0, 0.8),
    tracks={"grid": 12, "key": 2},
)


@pytest.mark.parametrize("card", [Card("plain"), Card("mine", source=3, habits=HABITS)])
def test_a_file_is_verified_without_torch_as_with_it(network, tmp_path, card):
    path = tmp_path / "held.safetensors"
    save(network, card, path)
    assert verified(path) == name_of(path) == load(path).name
    assert Habits.of_json(card_of(path)["habits"]) == card.habits
    content = bytearray(path.read_bytes())
    content[-100] ^= 0x40
    path.write_bytes(content)
    with pytest.raises(Refused, match="damaged"):
        verified(path)


def test_habits_are_kept_without_a_network(tmp_path):
    path = tmp_path / "habits.safetensors"
    save_plain(Card("habits", habits=HABITS), path)
    held = read(path)
    assert isinstance(held, Plain)
    assert (held.card.habits, held.name) == (HABITS, verified(path))
    with pytest.raises(Refused, match="no network"):
        load(path)


@pytest.mark.parametrize("part", ["lengths", "keys", "tracks"])
def test_habits_of_another_shape_are_refused_in_a_sentence(tmp_path, part):
    path = tmp_path / "habits.safetensors"
    save_plain(Card("habits", habits=HABITS), path)
    held = card_of(path)
    held["habits"][part] = None
    header = told(path) | {"card": json.dumps(held)}
    save_file({}, path, metadata=header)
    for reader in (read, verified):
        with pytest.raises(Refused, match=r"another version|no model"):
            reader(path)


def test_a_name_that_leads_out_of_the_folder_is_refused(tmp_path):
    path = tmp_path / "evil.safetensors"
    save_plain(Card("../../evil"), path)
    with pytest.raises(Refused, match="no model of EDM Studio"):
        verified(path)
