import torch

from edmstudio.domain.key import ALL_KEYS
from edmstudio.model.network import KeyHead, Network


def test_every_head_answers_in_its_shape():
    heard = Network()(torch.rand(2, 301, 128), torch.rand(2, 31, 168), torch.rand(2, 31, 6))
    assert heard.beat.shape == heard.downbeat.shape == (2, 301)
    assert heard.boundary.shape == heard.energy.shape == (2, 31)
    assert heard.label.shape[-1] == 10
    assert heard.cue.shape[-1] == 7
    assert heard.key.shape == (2, len(ALL_KEYS))
    assert torch.allclose(heard.embedding.norm(dim=-1), torch.ones(2), atol=1e-5)


def test_it_has_one_to_three_million_parameters_or_a_little_less():
    assert 0.8e6 < sum(weights.numel() for weights in Network().parameters()) < 3e6


def test_an_answer_does_not_depend_on_who_else_is_in_the_batch():
    torch.manual_seed(0)
    network = Network().eval()
    mel, notes, place = torch.rand(2, 200, 128), torch.rand(2, 20, 168), torch.rand(2, 20, 6)
    together = network(mel, notes, place).label[0]
    alone = network(mel[:1], notes[:1], place[:1]).label[0]
    assert torch.allclose(together, alone, atol=1e-4)


def test_a_transposed_track_moves_the_answer_of_the_key_head():
    torch.manual_seed(0)
    head, notes = KeyHead().eval(), torch.zeros(1, 20, 168)
    notes[..., 48:96] = torch.rand(48)
    said = head(notes)[0]
    moved = head(notes.roll(6, dims=-1))[0]  # three semitones up
    assert torch.allclose(moved[:12], said[:12].roll(3), atol=1e-4)
