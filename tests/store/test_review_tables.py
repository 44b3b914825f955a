from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from edmstudio.domain.evidence import Evidence
from edmstudio.domain.suspicion import Decision, Doubt, Purpose, QueueItem, Suspicion, Verdict
from edmstudio.domain.track import TrackId
from edmstudio.store import suspicion_codec
from edmstudio.store.decisions import Decisions
from edmstudio.store.evidence_codec import pack, unpack
from edmstudio.store.queue import Queue
from tests.review.libraries import evidence

TEXT = st.text(max_size=12)
SUSPICIONS = st.builds(
    Suspicion, st.integers(1, 9).map(TrackId), st.sampled_from(Doubt), TEXT,
    st.floats(0, 1e4), st.floats(0, 1e4), TEXT, TEXT, st.floats(0, 1), TEXT,
    amount=st.floats(-1e6, 1e6), cue_id=st.integers(0, 99),
    figures=st.lists(st.tuples(TEXT, st.floats(-1e6, 1e6) | TEXT), max_size=3).map(tuple),
)  # fmt: skip
SUSPICION = Suspicion(TrackId(1), Doubt.KEY, "serato", 0.0, 8.0, "Am", "C", 0.9, "because")


@given(SUSPICIONS)
def test_suspicions_come_back_as_they_went(suspicion):
    assert suspicion_codec.load(suspicion_codec.dump(suspicion)) == suspicion
    item = QueueItem(3, suspicion, 1, 0.5, Purpose.AUDIT, "cause", "classic-1")
    assert suspicion_codec.load_item(suspicion_codec.dump_item(item)) == item


def test_evidence_comes_back_to_the_precision_of_its_bits_and_is_small():
    held = evidence(3)
    body = pack(held)
    back = unpack(body)
    for field in fields(Evidence):
        was, now = np.asarray(getattr(held, field.name)), np.asarray(getattr(back, field.name))
        assert now.dtype == was.dtype, field.name
        assert now == pytest.approx(was, abs=4e-3), field.name
    assert np.array_equal(back.lines, held.lines)
    assert len(body) < 30_000


def test_a_refresh_keeps_the_numbers_and_drops_what_is_no_doubt_any_more(library, track):
    queue = Queue(library)
    other = replace(SUSPICION, doubt=Doubt.ENERGY)
    queue.replace([QueueItem(0, SUSPICION, 1, 0.5), QueueItem(0, other, 2, 0.4)])
    key, energy = queue.waiting()
    queue.replace([QueueItem(0, replace(other, score=0.2), 1, 0.1)])
    (left,) = queue.waiting()
    assert left.item_id == energy.item_id
    assert left.suspicion.score == 0.2
    assert queue.get(key.item_id) is None


def test_decisions_only_grow_and_remember_what_was_asked(library, track):
    item = QueueItem(5, SUSPICION, 2, 0.5, checkpoint="classic-1")
    line = Decisions(library)
    for verdict in (Verdict.SKIP, Verdict.KEEP):
        line.append(Decision(0, item, verdict, "Am", "Am", 1.5, "ann", "2026-05-01"))
    assert [d.verdict for d in line.all()] == [Verdict.SKIP, Verdict.KEEP]
    assert [s.question for s in line.kept()] == [SUSPICION.question]
    line.append(Decision(0, item, Verdict.ACCEPT, "Am", "C", 1.5, "ann", "2026-05-01"))
    assert line.kept() == []
    assert line.count() == 3
