"""Short pieces of music that tests make themselves."""

from pathlib import Path

import numpy as np
import soundfile

RATE = 22050


def beat(seconds: float = 12.0, bpm: float = 120.0, seed: int = 0) -> np.ndarray:
    """Four to the floor with a clap, a hat and a bass: shape (frames,), the first kick at 0."""
    chance = np.random.default_rng(seed)
    time = np.arange(int(0.12 * RATE)) / RATE
    kick = np.sin(2 * np.pi * (50 + 90 * np.exp(-time * 40)) * time) * np.exp(-time * 25)
    noise = chance.normal(size=len(time)) * np.exp(-time * 60)
    sound = np.zeros(int(seconds * RATE) + len(time))
    period = 60.0 / bpm
    for number in range(int(seconds / period)):
        at = round(number * period * RATE)
        sound[at : at + len(time)] += kick
        if number % 2:
            sound[at : at + len(time)] += 0.4 * noise
        off = at + round(period / 2 * RATE)
        sound[off : off + len(time)] += 0.15 * noise[: len(sound[off : off + len(time)])]
    whole = np.arange(int(seconds * RATE)) / RATE
    bass = 0.15 * np.sin(2 * np.pi * 55 * whole) * (0.5 + 0.5 * np.sin(2 * np.pi * whole / 8))
    return 0.6 * (sound[: len(whole)] + bass)


def write(path: Path, sound: np.ndarray | None = None, **extra: object) -> Path:
    """A file of it, in the format of its suffix."""
    path.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(path, beat() if sound is None else sound, RATE, **extra)
    return path


def broken_files(folder: Path) -> dict[str, Path]:
    """One file of every kind of broken, by what is wrong with it."""
    folder.mkdir(parents=True, exist_ok=True)
    whole = write(folder / "whole.flac").read_bytes()
    (folder / "whole.flac").unlink()
    return {
        "empty": _bytes(folder / "empty.mp3", b""),
        "text": _bytes(folder / "text.mp3", b"Dear diary, today I bought a record.\n" * 40),
        "header only": _bytes(folder / "header.flac", whole[:200]),
        "zero length": write(folder / "zero.wav", np.zeros(0)),
        "one sample": write(folder / "one.wav", np.zeros(1)),
    }


def _bytes(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def nan_wav(path: Path) -> Path:
    """Samples that are not numbers in the middle of music."""
    sound = beat().astype(np.float32)
    sound[1000:2000] = np.nan
    sound[3000] = np.inf
    return write(path, sound, subtype="FLOAT")
