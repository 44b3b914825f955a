"""Where sound goes: silence that keeps time, devices that are missing, refused or lost."""

import os
import subprocess
import sys
from ctypes.util import find_library
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from edmstudio.audio import output as outputs
from edmstudio.audio.mixing import Mixer
from edmstudio.audio.output import SILENT, DeviceOutput, SilentOutput, devices, open_output
from edmstudio.audio.player import Player
from tests.audio.decks import Clock, slope

RATE = 44_100


class Missing(Exception):
    """What PortAudio raises."""


class FakeStream:
    """A stream whose callbacks the test makes, at the times it says."""

    latency = 0.05

    def __init__(self, world, *, samplerate, device, callback, finished_callback, **rest):
        if samplerate not in world.rates:
            raise Missing("Invalid sample rate")
        self.world = world
        self._time, self.device = 100.0, 0 if device is None else device
        self._callback, self.finish = callback, finished_callback
        world.streams.append(self)

    closed = False

    @property
    def time(self):
        assert not self.closed, "what PortAudio has freed is asked"
        if self.world.broken:
            raise Missing("Error getting stream time")
        return self._time

    @time.setter
    def time(self, seconds):
        self._time = seconds

    def start(self):
        if self.world.stuck:
            raise Missing("Unanticipated host error")

    def close(self, ignore_errors=True):
        self.closed = True

    def ask(self, frames, *, heard, underflow=False):
        out = np.ones((frames, 2), np.float32)
        times = SimpleNamespace(outputBufferDacTime=heard, currentTime=self.time)
        self._callback(out, frames, times, SimpleNamespace(output_underflow=underflow))
        return out


class World:
    """A machine's sound as PortAudio tells of it."""

    PortAudioError = Missing

    def __init__(self, *names, rates=(RATE, 48_000)):
        self.stuck = self.broken = False
        self.names, self.rates, self.streams, self.scans = list(names), rates, [], 0

    def OutputStream(self, **asked):  # noqa: N802 - PortAudio's name
        return FakeStream(self, **asked)

    def query_devices(self, number=None, kind=None):
        if self.broken:
            raise Missing("PortAudio not initialized")
        found = [
            {"name": name, "max_output_channels": 2, "default_samplerate": self.rates[-1]}
            for name in self.names
        ]
        if number is None and kind is None:
            return found
        if not found:
            raise Missing("Error querying device -1")
        return found[number or 0]

    def _terminate(self):
        self.scans += 1
        self._initialize()

    def _initialize(self):
        if self.broken:
            raise Missing("Error initializing PortAudio")


@pytest.fixture
def world(monkeypatch):
    def make(*names, **given):
        made = World(*names, **given)
        monkeypatch.setattr(outputs, "_portaudio", lambda: made)
        return made

    return make


def test_a_machine_without_portaudio_is_silent_and_says_so(monkeypatch):
    def missing():
        raise OSError("PortAudio library not found")

    monkeypatch.setattr(outputs, "_portaudio", missing)
    found = open_output(RATE)
    assert found.name == SILENT
    assert "PortAudio" in found.notice
    assert devices() == ()


def test_a_machine_without_devices_is_silent_and_says_so(world):
    world()
    found = open_output(RATE)
    assert (found.name, found.rate) == (SILENT, RATE)
    assert found.notice


def test_silence_can_be_chosen_and_needs_no_notice(world):
    world("Speakers")
    assert open_output(RATE, device=SILENT).name == SILENT
    assert open_output(RATE, device=SILENT).notice == ""


def test_a_device_is_opened_by_its_name_and_a_missing_one_gives_way_to_the_usual(world):
    world("Speakers", "Headphones")
    assert devices() == ("Speakers", "Headphones")
    assert open_output(RATE, device="Headphones").name == "Headphones"
    gone = open_output(RATE, device="Bluetooth")
    assert gone.name == "Speakers"
    assert "Bluetooth" in gone.notice


def test_a_rate_that_is_refused_gives_way_to_the_devices_own(world):
    world("Speakers", rates=(48_000,))
    assert open_output(RATE).rate == 48_000


def test_what_is_heard_follows_the_devices_clock(world):
    here = world("Speakers")
    found = open_output(RATE)
    found.start(Mixer(RATE))
    stream = here.streams[0]
    assert found.heard() == 0
    for block in range(10):
        stream.time = 100 + block * 441 / RATE
        stream.ask(441, heard=stream.time + 0.08)
    stream.time = 100.2
    assert found.heard() == pytest.approx(0.12 * RATE, abs=1)


def test_without_stamps_of_the_device_our_own_clock_and_its_latency_are_used(world):
    here = world("Speakers")
    found = open_output(RATE)
    found.start(Mixer(RATE))
    here.streams[0].ask(441, heard=0.0)
    assert -0.06 * RATE < found.heard() < 0.2 * RATE


def test_underflows_are_counted_and_a_fault_is_silence(world):
    here = world("Speakers")
    found = open_output(RATE)
    mixer = Mixer(RATE)
    found.start(mixer)
    here.streams[0].ask(64, heard=100.1, underflow=True)
    here.streams[0].ask(64, heard=100.1)
    assert found.underflows == 1
    mixer.orders = None
    assert not here.streams[0].ask(64, heard=100.1).any()
    assert found.faults == 1


def test_a_lost_device_is_looked_for_again_and_the_playhead_stays(world):
    here = world("Speakers")
    player = Player(open_output)
    player.load(slope(10.0), RATE)
    player.seek(2.0)
    player.play()
    stream = here.streams[0]
    for block in range(100):
        stream.time = 100 + block * 0.01
        stream.ask(441, heard=stream.time)
    stream.finish()
    here.names.clear()
    at = player.position()
    assert player.output.name == SILENT
    assert here.scans == 1
    assert at == pytest.approx(2.995, abs=0.002)
    assert player.playing
    here.names.append("Speakers")
    player.play()
    assert player.output.name == "Speakers"
    assert player.position() == pytest.approx(at, abs=0.5)
    player.close()


def test_sound_that_breaks_down_altogether_is_silence_until_it_is_back(world):
    here = world("Speakers")
    player = Player(open_output)
    player.load(slope(10.0), RATE)
    player.play()
    here.streams[0].finish()
    here.broken = True
    player.position()
    assert player.output.name == SILENT
    assert player.output.notice
    assert devices() == ()
    here.broken = False
    player.play()
    assert player.output.name == "Speakers"
    player.close()


def test_a_clock_that_goes_with_its_device_stands_where_it_was(world):
    here = world("Speakers")
    player = Player(open_output)
    player.load(slope(10.0), RATE)
    player.play()
    here.streams[0].ask(441, heard=100.001)
    here.broken = True
    assert 0.0 < player.position() <= 0.01
    player.close()


def test_a_lost_device_that_was_closed_is_not_asked_for_its_time(world):
    here = world("Speakers")
    player = Player(open_output)
    player.load(slope(10.0), RATE)
    player.play()
    here.streams[0].ask(441, heard=100.001)
    here.streams[0].finish()
    player.position()
    assert here.streams[0].closed
    assert len(here.streams) == 2
    player.close()


def test_a_player_that_was_closed_opens_no_device_any_more(world):
    here = world("Speakers")
    player = Player(open_output)
    player.load(slope(10.0), RATE)
    player.seek(2.0)
    player.play()
    player.close()
    here.streams[0].finish()
    assert here.streams[0].closed
    assert player.position() == pytest.approx(2.0, abs=0.5)
    assert len(here.streams) == 1


def test_a_device_that_does_not_start_leaves_silence_and_a_sentence(world):
    world("Speakers").stuck = True
    player = Player(open_output)
    player.load(slope(10.0), RATE)
    player.play()
    assert player.output.name == SILENT
    assert "Speakers" in player.output.notice
    assert player.playing
    player.close()


def test_another_device_goes_on_where_the_old_one_was(world):
    here = world("Speakers", "Headphones")
    player = Player(lambda rate: open_output(rate, device="Speakers"))
    player.load(slope(10.0), RATE)
    player.seek(3.0)
    player.play()
    player.use(lambda rate: open_output(rate, device="Headphones"))
    assert player.output.name == "Headphones"
    assert here.streams[0].closed
    assert player.position() == 3.0
    assert player.playing
    player.close()


def test_silence_keeps_time_to_the_frame():
    clock = Clock()
    clock.seconds = 5.0
    found = SilentOutput(RATE, now=clock)
    mixer = Mixer(RATE)
    found.start(mixer)
    chance = np.random.default_rng(0)
    for _ in range(1000):
        clock.seconds += chance.uniform(0, 0.05)
        assert abs(found.heard() - (clock.seconds - 5.0) * RATE) <= 1
        assert mixer.head.frame == found.heard()


def test_hours_of_rest_cost_nothing():
    clock = Clock()
    found = SilentOutput(RATE, now=clock)
    found.start(Mixer(RATE))
    clock.seconds = 1e6
    assert found.heard() == 1e6 * RATE


PLAY = """
import time
import numpy as np
from edmstudio.audio.output import open_output
from edmstudio.audio.player import Loop, Player
player = Player(open_output)
player.load(np.zeros((44100 * 30, 2), np.int16), 44100)
player.set_loop(Loop(1.0, 2.0))
player.click(np.arange(0, 30, 0.5), np.arange(0, 30, 2.0))
player.play()
until = time.monotonic() + 20
while player._deck.mixer.head.frame < 400_000 and time.monotonic() < until:
    time.sleep(0.01)
print(player.output.name, player._deck.mixer.head.frame >= 400_000, player.output.faults)
player.close()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the null device is ALSA's")
@pytest.mark.skipif(find_library("portaudio") is None, reason="PortAudio is not installed")
def test_portaudio_really_calls_the_mixer_on_the_null_device(tmp_path):
    config = tmp_path / "asound.conf"
    config.write_text("pcm.!default { type null }\nctl.!default { type null }\n")
    environ = {**os.environ, "ALSA_CONFIG_PATH": str(config), "OMP_NUM_THREADS": "1"}
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", PLAY],
        env=environ,
        cwd=root,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stdout.split() == ["default", "True", "0"], done.stderr


def test_a_device_stamp_is_smoothed_but_follows_a_jump(world):
    here = world("Speakers")
    found = open_output(RATE)
    assert isinstance(found, DeviceOutput)
    found.start(Mixer(RATE))
    stream, chance = here.streams[0], np.random.default_rng(1)
    shown = []
    for block in range(300):
        stream.time = 100 + block * 0.01
        stream.ask(441, heard=stream.time + 0.05 + chance.normal(0, 0.003))
        shown.append(found.heard() / RATE - (stream.time - 100) + 0.05)
    assert np.abs(shown[100:]).max() < 0.003
    stream.time += 1.0
    stream.ask(441, heard=stream.time + 0.05)
    assert found.heard() / RATE == pytest.approx(3.0 - 0.05, abs=0.002)


def test_a_library_that_does_not_start_is_silence_and_a_sentence(monkeypatch, tmp_path):
    (tmp_path / "sounddevice.py").write_text("raise RuntimeError('Error initializing PortAudio')")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    found = open_output(RATE)
    assert (found.name, found.notice) == (SILENT, outputs.NO_PORTAUDIO)
    assert devices() == ()
    outputs.rescan()
