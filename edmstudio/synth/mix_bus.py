"""The mixing desk: balance, ducking, tone, space, glue and level, from stems to a stereo track."""

from dataclasses import dataclass

import numpy as np

from edmstudio.synth.biquads import filtered, highpass
from edmstudio.synth.clock import Seconds
from edmstudio.synth.dynamics import compressed, duck_curve, ducked, limited
from edmstudio.synth.loudness import block_level, loudness_of
from edmstudio.synth.performance import Performance, Stems
from edmstudio.synth.placing import Floats
from edmstudio.synth.space import echo, reverb
from edmstudio.synth.streams import Chance, Streams, between, happens, log_between, pick
from edmstudio.synth.style import Style
from edmstudio.synth.sweeps import swept_mix
from edmstudio.synth.tone import balanced

BALANCE = {  # dB of the loud half of each stem beside the kick's: mean and spread
    "kick": (0.0, 1.5), "bass": (-3.0, 3.0), "drums": (-8.0, 3.5), "music": (-7.0, 4.0),
    "vocals": (-6.0, 3.0), "effects": (-12.0, 4.0),
}  # fmt: skip
LOUD_KICK = -14.0  # dB of full scale before the master


@dataclass(frozen=True, slots=True)
class Mix:
    """The settings of one mix.

    Attributes
    ----------
    gains : dict
        dB a stem.
    duck_bass, duck_music : float
        Deepest ducking in dB under a kick.
    duck_seconds : float
        Time until a ducked stem is back.
    reverb_seconds, reverb_send : float
    echo_send : float
    raw : bool
        Never mastered: no limiter, only its highest peak near full scale.
    width : float
        1 leaves the sides as they are.
    mono_below : float
        Hz below which all is in the middle; 0 for off.
    bands : int
        Compressor bands on the master: 0, 1 or 3.
    drive : float
        Saturation of the master, 1 for none.
    loudness : float
        LUFS aimed at.
    """

    gains: dict[str, float]
    duck_bass: float
    duck_music: float
    duck_seconds: float
    reverb_seconds: float
    reverb_send: float
    echo_send: float
    raw: bool
    width: float
    mono_below: float
    bands: int
    drive: float
    loudness: float


def choose_mix(style: Style, chance: Chance) -> Mix:
    """Settings in the style's range; some mixes are poor on purpose."""
    poor = happens(chance, 0.12)
    spread = 1.6 if poor else 1.0
    gains = {
        name: float(chance.normal(mean, dev * spread)) for name, (mean, dev) in BALANCE.items()
    }
    pumping = pick(chance, [0.0, 0.5, 1.0], [0.2, 0.4, 0.4])
    return Mix(
        gains=gains, duck_bass=pumping * between(chance, 3, 18),
        duck_music=pumping * between(chance, 0, 14), duck_seconds=log_between(chance, 0.06, 0.4),
        reverb_seconds=log_between(chance, 0.4, 3.5), reverb_send=between(chance, 0.02, 0.3),
        echo_send=pick(chance, [0.0, between(chance, 0.05, 0.3)]),
        raw=happens(chance, 0.3),
        width=pick(chance, [0.0, between(chance, 0.6, 1.6)], [0.2, 0.8]),
        mono_below=pick(chance, [0.0, log_between(chance, 80, 220)]),
        bands=pick(chance, [0, 1, 3], [0.3, 0.35, 0.35]),
        drive=between(chance, 1.0, 1.0 + 1.2 * style.drive),
        loudness=between(chance, *style.loudness),
    )  # fmt: skip


def mixed(performance: Performance, style: Style, streams: Streams) -> Floats:
    """The finished stereo sound at 44.1 kHz, shape (2, frames); the stems are used up."""
    chance = streams.stream("mix")
    mix = choose_mix(style, chance)
    both = summed(performance.stems, mix, performance.kicks, streams.stream("space"))
    both = swept_mix(both, performance.clock, streams.stream("sweeps"))
    return mastered(both, mix, chance)


def summed(stems: Stems, mix: Mix, kicks: Seconds, chance: Chance) -> Floats:
    """Balanced, ducked, with reverb and echo."""
    frames = len(stems.kick)
    duck = duck_curve(kicks, frames, seconds=mix.duck_seconds)
    wet = np.zeros((2, frames), dtype=np.float32)
    both = np.zeros((2, frames), dtype=np.float32)
    parts = {
        "kick": (stems.kick, 0.0, 0.01), "bass": (stems.bass, mix.duck_bass, 0.0),
        "drums": (stems.drums, 0.0, 0.4), "music": (stems.music, mix.duck_music, 1.0),
        "vocals": (stems.vocals, mix.duck_music * 0.3, 1.2), "effects": (stems.effects, 0.0, 0.8),
    }  # fmt: skip
    for name, (stem, depth, send) in parts.items():
        level = block_level(stem)
        if level <= -80.0:
            continue
        gain = 10 ** ((LOUD_KICK + mix.gains[name] - level) / 20)
        if depth:
            ducked(stem, duck, depth)
        both += stem * np.float32(gain)
        wet += stem * np.float32(gain * send)
    if mix.echo_send and len(kicks) > 1:
        wet += echo(wet, float(np.median(np.diff(kicks))) * 0.75, mix.echo_send)
    both += reverb(wet, mix.reverb_seconds, chance) * np.float32(mix.reverb_send)
    return both


def mastered(both: Floats, mix: Mix, chance: Chance) -> Floats:
    """Equalised, compressed, widened, saturated and brought to its loudness."""
    both = filtered(both, highpass(between(chance, 16, 30)))
    both = balanced(both, chance)
    both = widened(both, mix)
    both = compressed(both, mix.bands, chance)
    ceiling = between(chance, 0.86, 0.995)
    if mix.raw:
        return both * np.float32(ceiling / max(float(np.abs(both).max()), 1e-6))
    if mix.drive > 1.05:
        hot = both * np.float32(mix.drive * _gain(both, mix.loudness))
        both = np.tanh(hot).astype(np.float32)
    for _ in range(2):  # a limiter takes loudness away: the second pass makes up for it
        both = limited(both * np.float32(_gain(both, mix.loudness)), ceiling=ceiling)
    return both


def _gain(both: Floats, loudness: float) -> float:
    """Factor to a loudness, within reason."""
    return float(10 ** (np.clip(loudness - loudness_of(both), -40, 20) / 20))


def widened(both: Floats, mix: Mix) -> Floats:
    """Sides stronger or weaker, and none in the bass."""
    middle = (both[0] + both[1]) * np.float32(0.5)
    side = (both[0] - both[1]) * np.float32(0.5 * mix.width)
    if mix.mono_below:
        side = filtered(side, highpass(mix.mono_below))
    return np.stack([middle + side, middle - side])
