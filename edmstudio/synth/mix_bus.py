"""The mixing desk: balance, ducking, tone, space, glue and level, from stems to a stereo track."""

import numpy as np

from edmstudio.synth.biquads import filtered, highpass
from edmstudio.synth.clock import Seconds
from edmstudio.synth.corners import cornered
from edmstudio.synth.dynamics import compressed, duck_curve, ducked, expanded, limited
from edmstudio.synth.loudness import block_level, loudness_of
from edmstudio.synth.mix import Mix, choose_mix, leaning, plain_mix
from edmstudio.synth.performance import Performance, Stems
from edmstudio.synth.placing import Floats
from edmstudio.synth.space import echo, reverb
from edmstudio.synth.streams import Chance, Streams, between
from edmstudio.synth.style import Style
from edmstudio.synth.sweeps import phased, swept_mix
from edmstudio.synth.tone import balanced, brought_back, nearer

LOUD_KICK = -14.0  # dB of full scale before the master


def mixed(performance: Performance, style: Style, streams: Streams) -> Floats:
    """The finished stereo sound at 44.1 kHz, shape (2, frames); the stems are used up."""
    chance = streams.stream("mix")
    mix = leaning(choose_mix(style, chance), streams.stream("leaning"), style.unruly)
    beat = performance.clock.beat_length(0)
    phased(performance.stems.music, streams.stream("phaser"))
    both = summed(performance.stems, mix, performance.kicks, beat, streams.stream("space"))
    both = swept_mix(both, performance.clock, streams.stream("sweeps"))
    return mastered(both, mix, chance, corner=streams.stream("balance"))


def mixed_well(performance: Performance, style: Style, streams: Streams) -> Floats:
    """As `mixed`, but by somebody who knows what they do; nothing that misleads."""
    chance = streams.stream("mix")
    mix = plain_mix(style)
    beat = performance.clock.beat_length(0)
    both = summed(performance.stems, mix, performance.kicks, beat, streams.stream("space"))
    both = filtered(both, highpass(25.0))
    both = compressed(widened(nearer(both), mix), mix.bands, chance)
    return levelled(both, mix, ceiling=0.97)


def summed(stems: Stems, mix: Mix, kicks: Seconds, beat: float, chance: Chance) -> Floats:
    """Balanced, ducked, with reverb and echo; `beat` in seconds."""
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
        stem *= np.float32(gain)
        both += stem
        if send:
            stem *= np.float32(send)
            wet += stem
    if mix.echo_send:
        wet += echo(wet, mix.echo_beats * beat, mix.echo_send)
    both += reverb(wet, mix.reverb_seconds, chance) * np.float32(mix.reverb_send)
    return both


def mastered(both: Floats, mix: Mix, chance: Chance, *, corner: Chance) -> Floats:
    """Equalised, compressed, widened, saturated and brought to its loudness."""
    both = filtered(both, highpass(between(chance, 16, 30)))
    both = brought_back(cornered(balanced(both, chance), corner))
    both = widened(both, mix)
    both = expanded(compressed(both, mix.bands, chance), mix.expansion)
    ceiling = between(chance, 0.86, 0.995)
    if mix.raw:
        return both * np.float32(ceiling / max(float(np.abs(both).max()), 1e-6))
    return levelled(both, mix, ceiling=ceiling)


def levelled(both: Floats, mix: Mix, *, ceiling: float) -> Floats:
    """Driven and limited until it is as loud as it should be."""
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
