"""`retrain` and `models`: what a script reads of them."""

import pytest

from edmstudio.domain.annotations import Fact
from edmstudio.domain.retraining import Forecast, Level, Outcome, Row, Verdict
from tests.teaching import LATE, fill, taught

pytestmark = pytest.mark.usefixtures("without_model")

FIELDS = {
    "checkpoint", "promoted", "before", "after", "train_tracks", "validation_tracks", "seconds"
}  # fmt: skip


def test_retrain_keeps_what_is_better_and_models_takes_it_back(edm, places, tmp_path):
    """One call each, as a script would."""
    taught(places).close()
    said = edm("retrain", "--json")
    record = said.record
    assert said.code == 0
    assert record.keys() >= FIELDS
    assert record["promoted"]
    assert record["checkpoint"] == record["candidate"]
    assert record["after"]["section_accuracy"] > record["before"]["section_accuracy"]
    assert record["train_tracks"] == 3

    song = places / "music" / "Song D.wav"
    shown = edm("show", "--json", song).record
    assert shown["model"]["checkpoint"] == record["checkpoint"]
    assert shown["beats"][0] == pytest.approx(LATE, abs=0.003)

    base, learned = edm("models", "--json").records
    assert (base["current"], learned["current"]) == (False, True)
    assert learned["parent"] == base["id"] == "classic-1"
    assert edm("models", "list", "--json").records == [base, learned]
    first, second, reason = edm("models").out.splitlines()
    assert (first.split()[:2], second.split()[:2]) == (["○", base["id"]], ["●", learned["id"]])
    assert reason.strip() == learned["reason"]

    assert edm("models", "rollback", "--json").record["id"] == "classic-1"
    assert edm("show", "--json", song).record["beats"][0] == pytest.approx(0.0, abs=0.003)
    assert edm("models", "rollback", "--json").record["error"]["kind"] == "model"
    assert edm("models", "use", "retrained", "--json").record["current"]

    gift = tmp_path / "gift.safetensors"
    assert edm("models", "export", learned["id"], gift, "--json").record["out"] == str(gift)
    assert edm("models", "import", gift, "--json").record["id"] == learned["id"]
    gift.write_bytes(gift.read_bytes()[:-5] + b"12345")
    assert edm("models", "import", gift, "--json").code == 1


def test_nothing_corrected_is_a_refusal_in_a_sentence(edm, places):
    from edmstudio.store.library import Library

    library = Library(places / "library.db")
    fill(library, places / "cache", places / "music", 1)
    library.close()
    said = edm("retrain", "--json")
    assert said.code == 1
    assert "Nothing was corrected yet" in said.record["error"]["message"]
    assert edm("models", "use", "nobody").code == 1
    assert edm("models", "use", "").code == 1


def test_a_dry_run_says_what_would_come_of_it_and_changes_nothing(edm, places, monkeypatch):
    row = Row("cue_f", 0.4, 0.55, 0.05, 0.25, 0.0, 5)
    verdict = Verdict(True, "Cues +15.0 points: the new model is better.", (row,), tracks=5)
    forecast = Forecast(Fact.CUES, 5, ((1, 0.3), (4, 0.5)), 4.2)
    outcome = Outcome(verdict, Level.HABITS, "retrained-1-0", trained=5, forecasts=(forecast,))
    monkeypatch.setattr("edmstudio.app.retraining.retrain", lambda *_, **__: outcome)
    said = edm("retrain", "--dry-run", "--json").record
    assert (said["promoted"], said["checkpoint"]) == (False, "classic-1")
    assert said["candidate"] == "retrained-1-0"
    assert (said["before"], said["after"]) == ({"cue_f": 0.4}, {"cue_f": 0.55})
    told = edm("retrain", "--dry-run").out
    assert "cues                                 40.0 →  55.0   +15.0 [+5.0 … +25.0]" in told
    assert "corrected cues (now 5) would bring about +4.2 points" in told
