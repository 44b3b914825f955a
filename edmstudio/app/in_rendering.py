"""Rendering tracks in worker processes: from a seed to a file with its truth beside it."""

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Commission:
    """A track to render: where, and from what."""

    path: str
    style: str
    seed: int
    minutes: float


def render(commission: Commission) -> None:
    """Render a track to a file, its truth beside it; what is there already stays."""
    from edmstudio.audio.encode import encode
    from edmstudio.synth.render import render_show

    path = Path(commission.path)
    truth = path.with_suffix(".json")
    if path.exists() and truth.exists():
        return
    rendering = render_show(commission.seed, commission.style, minutes=commission.minutes)
    partial = path.with_name(f"{path.stem}.partial{path.suffix}")
    encode(rendering.waveform, partial)
    truth.write_text(json.dumps(rendering.labels.truth()), encoding="utf-8")
    partial.replace(path)
