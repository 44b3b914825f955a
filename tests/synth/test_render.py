import ast
import json
from pathlib import Path

import numpy as np
import pytest

import edmstudio.synth
from edmstudio.interchange.truth import read_truth
from edmstudio.synth.render import FAMILIES, render
from edmstudio.synth.streams import Streams
from edmstudio.synth.style import STYLES

HOME = Path(edmstudio.synth.__file__).parent
SHARED = {"streams", "style", "clock", "placing", "performance"}  # no instrument, no arrangement


@pytest.mark.parametrize(("family", "style"), [("a", "house"), ("b", "dubstep")])
def test_the_same_seed_gives_the_same_bytes(family, style):
    once, again = (render(11, style, family, minutes=0.5) for _ in range(2))
    assert once.waveform.samples.tobytes() == again.waveform.samples.tobytes()
    assert once.labels.truth() == again.labels.truth()


def test_another_seed_style_or_family_is_another_track():
    tracks = [
        render(seed, style, family, minutes=0.4)
        for seed, style, family in [
            (1, "house", "a"),
            (2, "house", "a"),
            (1, "trance", "a"),
            (1, "house", "b"),
        ]
    ]
    assert len({track.waveform.samples.tobytes() for track in tracks}) == len(tracks)


@pytest.mark.parametrize("family", FAMILIES)
def test_a_rendering_is_sound_and_its_truth_file_can_be_read(family, tmp_path):
    rendering = render(3, "uk garage", family, minutes=0.5)
    samples = rendering.waveform.samples
    assert samples.dtype == np.float32
    assert samples.shape[1] == 2
    assert np.isfinite(samples).all()
    assert 0.05 < np.abs(samples).max() <= 1.0
    file = tmp_path / "track.json"
    file.write_text(json.dumps(rendering.labels.truth()), encoding="utf-8")
    truth = read_truth(file)
    assert truth.beats is not None
    assert np.allclose(truth.beats, rendering.labels.beats, atol=1e-6)
    assert truth.sections is not None
    assert [s.label for s in truth.sections] == [s.label for s in rendering.labels.sections]
    assert truth.key == rendering.labels.key


def test_a_draw_more_in_one_stream_leaves_the_others_alone():
    streams = Streams(7)
    before = streams.stream("bass").random(4)
    streams.stream("drums").random(100)
    assert np.array_equal(streams.stream("bass").random(4), before)
    assert not np.array_equal(streams.within("a").stream("bass").random(4), before)


def test_the_families_share_no_instrument_and_no_arrangement():
    for family, other in (("family_a", "family_b"), ("family_b", "family_a")):
        for path in (HOME / family).glob("*.py"):
            for name in _imports(path):
                part = name.removeprefix("edmstudio.synth.").split(".")[0]
                assert part != other, f"{path.name} imports {name}"
                if family == "family_b":
                    assert part in SHARED | {family}, f"{path.name} imports {name}"


def test_rendering_needs_numpy_and_scipy_alone():
    for path in HOME.rglob("*.py"):
        for name in _imports(path, prefix=""):
            top = name.split(".")[0]
            if top == "edmstudio":
                assert name.split(".")[1] in {"synth", "domain"}, f"{path.name} imports {name}"
            else:
                assert top not in {"torch", "librosa", "av", "soundfile", "soxr", "pandas"}


def test_the_styles_have_plausible_ranges():
    assert len(STYLES) >= 15
    for style in STYLES.values():
        assert 60 <= style.bpm[0] < style.bpm[1] < style.bpm[2] <= 200
        assert -16 <= style.loudness[0] < style.loudness[1] <= -5


def _imports(path, prefix="edmstudio.synth."):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        yield from (name for name in names if name.startswith(prefix))
