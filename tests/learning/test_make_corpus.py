import json
import subprocess
import sys

import numpy as np
import pytest

from edmstudio.domain.waveform import Waveform
from edmstudio.features import resample
from edmstudio.jobs.executors import Inline
from edmstudio.jobs.job import Cancelled, Watch
from edmstudio.learning import corpus
from edmstudio.learning.corpus import Order, make
from edmstudio.learning.targets import marks

ORDERS = [Order(3, "downtempo", "a"), Order(3, "uk garage", "b")]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A corpus whose making was cancelled after its first track, and taken up again."""
    folder = tmp_path_factory.mktemp("corpus")
    watch = Watch(on_progress=lambda progress: watch.cancel() if progress.done == 1 else None)
    with pytest.raises(Cancelled):
        make(watch, Inline(), ORDERS, folder)
    before = {path.name: path.stat().st_mtime_ns for path in corpus.names(folder)}
    make(Watch(), Inline(), ORDERS, folder)
    return folder, before


def test_a_corpus_that_was_interrupted_goes_on_where_it_stopped(made):
    folder, before = made
    assert len(before) == 1
    after = {path.name: path.stat().st_mtime_ns for path in corpus.names(folder)}
    assert before.items() <= after.items()
    assert len(after) == 2


def test_the_manifest_names_every_track(made):
    folder, _ = made
    rows = [json.loads(line) for line in (folder / "manifest.jsonl").read_text().splitlines()]
    assert {row["name"] for row in rows} == {path.stem for path in corpus.names(folder)}


def test_a_track_of_the_corpus_is_loud_on_its_beats(made):
    folder, _ = made
    for path in corpus.names(folder):
        example = corpus.read(path)
        said = marks(example.truth["beats"], np.arange(len(example.heard.mel)) / 50.0, 0.01)
        mel = example.heard.mel.astype(np.float32)
        rise = np.maximum(np.diff(mel, axis=0), 0.0).sum(axis=1)
        beats = np.flatnonzero(said[1:-2])
        on_beat = rise[beats[:, None] + np.arange(-1, 2)].max(axis=1).mean()
        assert on_beat > 1.3 * rise.mean()


def test_a_hundred_hours_fit_on_eight_gigabytes(made):
    folder, _ = made
    seconds = sum(corpus.read(path).heard.seconds for path in corpus.names(folder))
    size = sum(path.stat().st_size for path in corpus.names(folder))
    assert size / seconds * 360_000 < 8e9


BARE = """
import sys
class Bare:
    def find_spec(self, name, path=None, target=None):
        top = name.split(".")[0]
        ours = top in {"numpy", "scipy", "edmstudio"} or top.startswith("_")
        if not ours and top not in sys.stdlib_module_names:
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Bare())
import edmstudio.learning.make_corpus, edmstudio.features.model_input
"""


def test_rendering_and_features_need_numpy_and_scipy_alone():
    ended = subprocess.run([sys.executable, "-c", BARE], capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr


def test_without_soxr_the_signal_is_nearly_the_same(monkeypatch):
    tone = np.sin(2 * np.pi * 1000 * np.arange(44100) / 44100).astype(np.float32)[:, None]
    ours = resample.rhythm_signal(Waveform(tone, 44100))
    monkeypatch.setattr(resample, "find_spec", lambda name: None)
    theirs = resample.rhythm_signal(Waveform(tone, 44100))
    assert len(ours) == len(theirs)
    assert np.abs(ours - theirs)[500:-500].max() < 2e-3
