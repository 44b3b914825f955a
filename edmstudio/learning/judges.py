"""What network and classic analysis each say of the bars of tracks that neither was trained on."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from edmstudio.audio.decode_process import decode_safely
from edmstudio.classic.key_profile import chroma_scores
from edmstudio.classic.structure import activations_between
from edmstudio.decoding.key_choice import SHARPNESS
from edmstudio.domain.refused import Refused
from edmstudio.domain.waveform import Waveform
from edmstudio.jobs.job import Watch
from edmstudio.learning.targets import Truths, key_index, truths
from edmstudio.learning.token_corpus import FEWEST, true_lines
from edmstudio.model.arrange import HEADS, answers, log_odds
from edmstudio.model.bar_tokens import bar_tokens
from edmstudio.model.checkpoint import Checkpoint
from edmstudio.model.key import key_logits
from edmstudio.model.listen import listen
from edmstudio.model.measured import measure
from edmstudio.synth.render import render
from edmstudio.synth.style import STYLES

Floats = NDArray[np.float64]
SOUND = (".flac", ".ogg", ".wav", ".mp3")


@dataclass(frozen=True, slots=True)
class Judged:
    """What both judges say of the true bars of one track, and what is true of them.

    Attributes
    ----------
    network, classic : dict of str to ndarray
        Log-odds by head, (bars,) or (bars, classes); of `key`, (24,).
    truth : Truths
        Of the bars.
    key : int
        Index into `ALL_KEYS`, -1 where nobody knows it.
    weight : float
        Of a bar.
    """

    network: dict[str, Floats]
    classic: dict[str, Floats]
    truth: Truths
    key: int = -1
    weight: float = 1.0


def judge_all(
    watch: Watch, checkpoint: Checkpoint, truths_of: Sequence[Path], *, unseen: int
) -> list[Judged]:
    """Real tracks by their truth files, and a rendering of family B a style; each half weighs one.

    Tracks that can't be decoded, or whose bars aren't known, are left out.
    """
    styles, real, rendered = sorted(STYLES), list[Judged | None](), list[Judged | None]()
    total = len(truths_of) + len(styles)
    for done, path in enumerate(truths_of):
        watch.step(done, total, path.stem)
        real.append(_real(path, checkpoint))
    for done, style in enumerate(styles, len(truths_of)):
        watch.step(done, total, style)
        rendering = render(unseen, style, "b")
        # Without its key: the network learned keys from renderings alone, so that their keys
        # would speak for it.
        truth = rendering.labels.truth() | {"key": None}
        rendered.append(judged(rendering.waveform, truth, checkpoint))
    return [*_weighed(real), *_weighed(rendered)]


def judged(waveform: Waveform, truth: dict[str, Any], checkpoint: Checkpoint) -> Judged | None:
    """Ask both about a track; None where its bars aren't known."""
    measured = measure(waveform)
    lines = true_lines(truth, measured.seconds)
    if len(lines) <= FEWEST:
        return None
    tokens = bar_tokens(measured.inputs, listen(measured.inputs.mel, checkpoint.network.ear), lines)
    said = answers(tokens, checkpoint)
    network = {head: said[head] for head in HEADS} | {"key": key_logits(measured, checkpoint)}
    classic = log_odds(activations_between(measured.heard, lines))
    classic["key"] = SHARPNESS * chroma_scores(measured.heard.chroma)
    reach = float(np.median(np.diff(lines))) * 0.51
    known = truths(truth, lines[:-1], reach)
    return Judged(network, classic, known, key_index(truth))


def _real(truth: Path, checkpoint: Checkpoint) -> Judged | None:
    sound = next((p for end in SOUND if (p := truth.with_suffix(end)).is_file()), None)
    if sound is None:
        return None
    try:
        waveform = decode_safely(sound)
    except Refused:
        return None
    return judged(waveform, json.loads(truth.read_text(encoding="utf-8")), checkpoint)


def _weighed(asked: Sequence[Judged | None]) -> list[Judged]:
    found = [each for each in asked if each is not None]
    bars = sum(len(each.truth.boundary) for each in found)
    return [replace(each, weight=1.0 / bars) for each in found]
