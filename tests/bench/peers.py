"""Our analysis beside librosa's beat tracker, on the same rendered tracks in the same run."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from edmstudio.app.evaluating import evaluate
from edmstudio.audio.encode import encode
from edmstudio.jobs.executors import Inline
from edmstudio.jobs.job import Watch
from edmstudio.synth.render import render

FLOORS = {"better": 0.9}
STYLES = ("house", "trance", "dubstep", "drum and bass", "uk garage", "electro")
MINUTES = 1.2


def measure() -> dict[str, float]:
    """Mean beat F of both; `better` is the share of bootstrap draws in which ours is higher."""
    with TemporaryDirectory() as folder:
        for seed, style in enumerate(STYLES):
            made = render(seed + 70, style, "ab"[seed % 2], minutes=MINUTES)
            encode(made.waveform, Path(folder) / f"{style}.wav")
            truth = json.dumps(made.labels.truth())
            (Path(folder) / f"{style}.json").write_text(truth, encoding="utf-8")
        found = evaluate(Watch(), Path(folder), place=Inline(), against=("librosa",)).record()
    peer = found["against"]["librosa"]
    return {
        "classic_beat_f": found["mean"]["beat_f"],
        "librosa_beat_f": peer["mean"]["beat_f"],
        "better": peer["better"]["beat_f"],
        "classic_realtime": found["realtime_factor"],
        "librosa_realtime": peer["realtime_factor"],
    }
