import pytest
import torch

from edmstudio.domain.refused import Refused
from edmstudio.model.checkpoint import Card, load, save
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
