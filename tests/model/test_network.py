import numpy as np
import torch

from edmstudio.domain.key import ALL_KEYS
from edmstudio.model import listen as listening
from edmstudio.model.key_head import KeyHead
from edmstudio.model.listen import listen
from edmstudio.model.network import BY_HAND, Arranger, Ear, Network, Shape, usual_level

SMALL = Shape(channels=16, blocks=4, bars=16, layers=1, heads=2, embedding=8)


def heard(ear, mel):
    return ear(mel, *usual_level(mel))


def test_every_head_of_the_ear_answers_at_its_rate():
    said = heard(Ear(Shape()), torch.rand(2, 301, 128))
    assert said.beat.shape == said.downbeat.shape == (2, 301)
    assert said.features.shape == (2, 128, 151)
    assert said.moments.boundary.shape == said.moments.energy.shape == (2, 31)
    assert said.moments.label.shape[-1] == 10
    assert said.moments.cue.shape[-1] == 7
    assert said.moments.activity.shape[-1] == 4


def test_the_arranger_answers_for_every_bar_and_for_the_track():
    said = Arranger(Shape())(torch.rand(2, 40, BY_HAND + 128))
    assert said.moments.label.shape == (2, 40, 10)
    assert torch.allclose(said.embedding.norm(dim=-1), torch.ones(2), atol=1e-5)


def test_it_has_one_to_three_million_parameters():
    assert 1e6 < sum(weights.numel() for weights in Network().parameters()) < 3e6


def test_an_answer_does_not_depend_on_who_else_is_in_the_batch():
    torch.manual_seed(0)
    ear, mel = Ear(SMALL).eval(), torch.rand(2, 200, 128)
    together, alone = heard(ear, mel).moments.label[0], heard(ear, mel[:1]).moments.label[0]
    assert torch.allclose(together, alone, atol=1e-4)


def test_bars_that_are_only_padding_change_nothing():
    torch.manual_seed(0)
    arranger, rows = Arranger(SMALL).eval(), torch.rand(1, 20, BY_HAND + 16)
    padded = torch.cat([rows, torch.rand(1, 7, BY_HAND + 16)], dim=1)
    there = torch.arange(27)[None] < 20
    alone, among = arranger(rows), arranger(padded, there)
    assert torch.allclose(alone.moments.label, among.moments.label[:, :20], atol=1e-4)
    assert torch.allclose(alone.embedding, among.embedding, atol=1e-4)


def test_a_long_track_is_heard_in_pieces_as_if_it_were_whole(monkeypatch):
    torch.manual_seed(0)
    ear = Ear(SMALL).eval()
    mel = np.random.default_rng(0).random((903, 128), dtype=np.float32)
    whole = listen(mel, ear)
    monkeypatch.setattr(listening, "PIECE", 200)
    monkeypatch.setattr(listening, "MARGIN", 150)
    pieces = listen(mel, ear)
    for name in listening.Said.__slots__:
        assert np.allclose(getattr(whole, name), getattr(pieces, name), atol=1e-4), name


def test_a_transposed_track_moves_the_answer_of_the_key_head():
    torch.manual_seed(0)
    head, notes = KeyHead().eval(), torch.zeros(1, 20, 168)
    notes[..., 48:96] = torch.rand(48)
    said = head(notes)[0]
    moved = head(notes.roll(6, dims=-1))[0]  # three semitones up
    assert len(said) == len(ALL_KEYS)
    assert torch.allclose(moved[:12], said[:12].roll(3), atol=1e-4)
