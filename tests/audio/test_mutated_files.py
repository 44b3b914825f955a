"""Hundreds of damaged files: each is decoded or refused with one sentence, in bounded time."""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pytest

from edmstudio.audio.decode import decode
from edmstudio.audio.decode_process import DecodeProcess
from edmstudio.audio.encode import encode
from edmstudio.domain.refused import Refused
from edmstudio.domain.waveform import Waveform
from edmstudio.interchange.tags.payload import payload_hash
from edmstudio.interchange.tags.reading import read_tags
from tests.audio.clicks import click_track

SUFFIXES = [".mp3", ".m4a", ".ogg", ".opus", ".flac", ".wav", ".aiff", ".aac", ".wma", ".wv"]


def mutants(data: bytes, seed: int, count: int):
    """Bits flipped, bytes set to extremes, stretches cut out, doubled or swapped for noise."""
    chance = np.random.default_rng(seed)
    for _ in range(count):
        mutant = bytearray(data)
        for _ in range(int(chance.integers(1, 12))):
            if len(mutant) < 600:
                break
            # half of all damage hits the header, where it hurts
            reach = len(mutant) if chance.random() < 0.5 else min(len(mutant), 600)
            at = int(chance.integers(reach))
            match chance.integers(5):
                case 0:
                    mutant[at] ^= 1 << int(chance.integers(8))
                case 1:
                    mutant[at : at + 4] = b"\xff\xff\xff\xff"[: len(mutant) - at]
                case 2:
                    del mutant[at : at + int(chance.integers(1, 500))]
                case 3:
                    mutant[at:at] = mutant[at : at + int(chance.integers(1, 500))]
                case 4:
                    noise = chance.integers(0, 256, 16, dtype=np.uint8).tobytes()
                    mutant[at : at + 16] = noise
        yield bytes(mutant)


def made(folder: Path, suffix: str, seed: int, count: int) -> list[Path]:
    path = folder / f"whole{suffix}"
    encode(click_track(48000, frames=100_000), path)
    paths = []
    for number, mutant in enumerate(mutants(path.read_bytes(), seed, count)):
        paths.append(folder / f"bad{number}{suffix}")
        paths[-1].write_bytes(mutant)
    return paths


def outcome(path: Path, decoder: Callable[[Path], Waveform] = decode) -> str:
    """The word sound, or what is wrong with the sentence; all else rises."""
    try:
        heard = decoder(path)
    except Refused as refused:
        one = path.name in refused.sentence and "\n" not in refused.sentence
        return "sentence" if one else refused.sentence
    clean = len(heard.samples) > 0 and np.isfinite(heard.samples).all()
    return "sound" if clean else "noise"


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_mutant_is_sound_or_a_sentence(tmp_path, suffix):
    """In one process of its own: a crash would break the pool, a hang would time out."""
    paths = made(tmp_path, suffix, seed=SUFFIXES.index(suffix), count=60)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        found = list(pool.map(outcome, paths, timeout=120))
    assert set(found) <= {"sound", "sentence"}
    assert "sound" in found


def test_the_disposable_child_survives_a_row_of_mutants(tmp_path):
    with DecodeProcess() as child:
        for suffix in (".mp3", ".flac", ".m4a"):
            for path in made(tmp_path, suffix, seed=5, count=4):
                assert outcome(path, child.decode) in {"sound", "sentence"}


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_tags_and_payload_of_every_mutant_raise_nothing_else(tmp_path, suffix):
    path = tmp_path / f"whole{suffix}"
    encode(Waveform(click_track(48000).samples[:8000], 48000), path)
    bad = tmp_path / f"bad{suffix}"
    for mutant in mutants(path.read_bytes(), 99, 100):
        bad.write_bytes(mutant)
        assert isinstance(read_tags(bad).title, str)
        assert len(payload_of(bad)) == 64


def payload_of(path: Path) -> str:
    try:
        return payload_hash(path)
    except Refused as refused:  # damage made a tag out of all the rest
        return "0" * 64 if "holds no audio" in refused.sentence else refused.sentence


def test_the_whole_file_is_sound_in_the_first_place(tmp_path):
    for suffix in SUFFIXES:
        path = tmp_path / f"whole{suffix}"
        encode(Waveform(click_track(48000).samples[:24000], 48000), path)
        assert decode(path).seconds == pytest.approx(0.5, abs=0.1)
