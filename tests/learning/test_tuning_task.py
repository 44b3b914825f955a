"""What an arranger must not forget, and what a person teaches it."""

from types import SimpleNamespace

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from edmstudio.learning import tuning_task
from edmstudio.learning.arranger_task import drawn
from edmstudio.learning.targets import Truths
from edmstudio.learning.token_corpus import Barred
from edmstudio.learning.tuning_task import Said, TuningTask, said_again
from edmstudio.model.network import Moments

BARS, EVERY = 12, slice(0, 12)
HEADS = ("label", "boundary", "cue", "energy")


def answer(seed):
    random = torch.Generator().manual_seed(seed)
    return Moments.of(2.0 * torch.randn(1, BARS, 23, generator=random))


def said(answered):
    return Said(np.zeros((BARS, 3), np.float32), *(getattr(answered, head)[0] for head in HEADS))


@given(st.integers(0, 1000), st.integers(1001, 2000))
@settings(max_examples=40)
def test_no_other_answer_costs_as_little_as_what_was_said_before(one, other):
    held = said(answer(one))
    assert said_again(answer(one), held, EVERY) < said_again(answer(other), held, EVERY)


def test_who_says_what_was_said_before_has_nothing_to_learn_from_it():
    columns = torch.randn(1, BARS, 23, requires_grad=True)
    held = said(Moments.of(columns.detach()))
    said_again(Moments.of(columns), held, EVERY).backward()
    assert columns.grad.abs().max() == pytest.approx(0.0, abs=1e-6)


class Saying(torch.nn.Module):
    """An arranger that says what the first column of a bar holds."""

    def forward(self, rows, there, source):
        return SimpleNamespace(moments=Moments.of(rows[..., :1].expand(1, -1, 23)))


@pytest.mark.parametrize("seed", range(5))
def test_of_a_long_track_a_stretch_is_asked_with_what_was_said_there(seed, monkeypatch):
    """Whoever says the same wherever it begins has forgotten nothing."""
    monkeypatch.setattr(tuning_task, "blurred", lambda rows, random: rows)
    rows = np.zeros((300, 3), np.float32)
    rows[:, 0] = np.linspace(-3.0, 3.0, 300)
    every = Saying()(torch.from_numpy(rows)[None], None, None).moments
    held = Said(rows, *(getattr(every, head)[0] for head in HEADS))
    task = TuningTask(mine=[], said=[held])
    start = int(np.random.default_rng(seed).integers(300 - task.longest + 1))
    stretch = slice(start, start + task.longest)
    least = said_again(
        Moments.of(torch.from_numpy(rows[None, stretch, :1]).expand(1, -1, 23)), held, stretch
    )
    assert float(task._apart(Saying(), held, np.random.default_rng(seed))) == pytest.approx(
        float(least)
    )


def test_of_a_long_track_every_bar_is_learned_the_last_one_too():
    rows = np.arange(10.0, dtype=np.float32)[:, None]
    truth = Truths(*(np.zeros(10, np.float32) for _ in Truths.names()))
    tracks = [(Barred("long", rows, truth),)]
    random = np.random.default_rng(0)
    heard = {float(bar) for _ in range(50) for bar in drawn(tracks, 9, random).rows[:, 0]}
    assert heard == set(map(float, range(10)))
