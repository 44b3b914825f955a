"""A small arrangement of layers that switch at known bars, for tests of structure and key."""

import numpy as np

from edmstudio.domain.waveform import Waveform

RATE = 22050
BPM = 128.0
BEAT = 60.0 / BPM
BAR = 4 * BEAT
MINOR, MAJOR = (0, 3, 7), (0, 4, 7)


def arranged(parts, *, tonic=9, chord=MINOR, first=0.0, channels=1):
    """Parts are (bars, layers); layers out of "kick hat bass pad riser". `tonic` 9 is A."""
    bars = sum(count for count, _ in parts)
    out = np.zeros(round((first + bars * BAR) * RATE) + RATE // 10, np.float32)
    bar = 0
    for count, layers in parts:
        for place in range(bar, bar + count):
            for layer in layers.split():
                share = (place - bar) / count
                put(out, first + place * BAR, LAYERS[layer](tonic, chord, share))
        bar += count
    out += np.random.default_rng(0).normal(0, 1e-4, len(out)).astype(np.float32)
    return Waveform(np.repeat(out[:, None], channels, axis=1), RATE)


def put(out, seconds, sound):
    start = round(seconds * RATE)
    held = out[start : start + len(sound)]
    held += sound[: len(held)]


def bar_of(sound, every, first=0.0):
    """The same sound again and again for one bar."""
    out = np.zeros(round(BAR * RATE), np.float32)
    for moment in np.arange(first, BAR - 1e-6, every):
        put(out, moment, sound)
    return out


def kick(tonic, chord, share):
    time = np.arange(round(0.2 * RATE)) / RATE
    return bar_of(
        0.6 * np.sin(2 * np.pi * (50 * time - 4 * np.exp(-time * 40))) * fade(time, 15), BEAT
    )


def hat(tonic, chord, share):
    time = np.arange(round(0.05 * RATE)) / RATE
    noise = np.diff(np.random.default_rng(7).normal(0, 0.15, len(time) + 1))
    return bar_of(noise * fade(time, 80), BEAT, BEAT / 2)


def bass(tonic, chord, share):
    time = np.arange(round(0.2 * RATE)) / RATE
    return bar_of(0.3 * tone(tonic + 24 + 12, time, 4) * fade(time, 8), BEAT / 2, BEAT / 4)


def pad(tonic, chord, share):
    time = np.arange(round(BAR * RATE)) / RATE
    return 0.08 * sum(tone(tonic + step + 60 - 12, time, 5) for step in chord)


def riser(tonic, chord, share):
    noise = np.diff(np.random.default_rng(3).normal(0, 0.12, round(BAR * RATE) + 1))
    return noise * (0.05 + share)


def tone(midi, time, partials):
    hertz = 440.0 * 2 ** ((midi - 69) / 12)
    return sum(np.sin(2 * np.pi * hertz * n * time) / n for n in range(1, partials + 1))


def fade(time, speed):
    return np.exp(-time * speed) * np.minimum(time * 500, 1.0)


LAYERS = {"kick": kick, "hat": hat, "bass": bass, "pad": pad, "riser": riser}
