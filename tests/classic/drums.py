"""Drum loops whose every beat is known to the sample."""

from dataclasses import dataclass

import numpy as np

from edmstudio.domain.waveform import Waveform


@dataclass(frozen=True)
class Loop:
    """A four-to-the-floor beat with claps on two and four and a chord that changes each bar."""

    bpm: float = 128.0
    start: float = 0.0  # seconds of the first downbeat
    bars: int = 24
    offbeat_bass: float = 0.0  # level of a bass note between the beats; the kick's is 0.8
    swing: float = 0.0  # share of a sixteenth by which every second one comes late
    rate: int = 22050

    @property
    def beats(self):
        return self.start + np.arange(self.bars * 4) * 60.0 / self.bpm

    @property
    def downbeats(self):
        return self.beats[::4]

    def waveform(self) -> Waveform:
        period = 60.0 / self.bpm
        whole = np.zeros(int((self.start + self.bars * 4 * period) * self.rate))
        for number, beat in enumerate(self.beats):
            put(whole, self.rate, beat, 0.8 * kick(self.rate))
            if number % 2:
                put(whole, self.rate, beat, 0.4 * clap(self.rate))
            for sixteenth in range(4):
                late = self.swing * period / 4 if sixteenth % 2 else 0.0
                put(whole, self.rate, beat + sixteenth * period / 4 + late, 0.1 * hat(self.rate))
            if self.offbeat_bass:
                note = self.offbeat_bass * tone(self.rate, 55.0, period * 0.4)
                put(whole, self.rate, beat + period / 2, note)
            if number % 4 == 0:
                root = 220.0 * 2 ** ((0, 5, 3, 7)[number // 4 % 4] / 12)
                chord = sum(tone(self.rate, root * step, period * 3.9) for step in (1, 1.26, 1.5))
                put(whole, self.rate, beat, 0.05 * chord)
        return Waveform(whole.astype(np.float32)[:, None], self.rate)


def put(whole, rate, seconds, sound):
    first = round(seconds * rate)
    piece = sound[: max(len(whole) - first, 0)]
    whole[first : first + len(piece)] += piece


def kick(rate):
    t = np.arange(int(0.2 * rate)) / rate
    pitch = 2 * np.pi * (50 * t + 4.0 * (1 - np.exp(-t / 0.02)))
    return np.sin(pitch + 0.5 * np.pi) * np.exp(-t / 0.07)


def clap(rate):
    t = np.arange(int(0.12 * rate)) / rate
    return np.random.default_rng(1).normal(size=len(t)) * np.exp(-t / 0.03)


def hat(rate):
    t = np.arange(int(0.03 * rate)) / rate
    noise = np.random.default_rng(2).normal(size=len(t) + 1)
    return np.diff(noise) * np.exp(-t / 0.008)


def tone(rate, hertz, seconds):
    t = np.arange(int(seconds * rate)) / rate
    fade = np.minimum(1.0, np.minimum(t, seconds - t) / 0.005)
    return np.sin(2 * np.pi * hertz * t) * fade
