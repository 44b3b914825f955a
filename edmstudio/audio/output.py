"""Where sound goes: a device through PortAudio, or silence with an exact clock.

Both drive a mixer and say which frame of it is heard now. PortAudio may be missing, have no
device, refuse a rate or lose its device at any time; then silence takes over and time goes on.
"""

from collections.abc import Callable
from contextlib import suppress
from time import perf_counter
from types import ModuleType
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from edmstudio.audio.mixing import Mixer

SILENT = "silent"  # a device's name in the settings: none
LATENCY = 0.08  # seconds
NO_PORTAUDIO = "PortAudio is missing or does not start, so nothing can be heard."
DEAD = 1.0  # seconds without a callback
JUMPED = 0.02  # seconds that the device's clock may differ from what was foreseen
_BLOCK = 1024


class NoSound(Exception):
    """A device that was opened can't be started."""


class Output(Protocol):
    """Something that plays a mixer's frames in time."""

    name: str
    notice: str  # why it is not what was asked for; "" where it is

    @property
    def rate(self) -> int: ...
    @property
    def latency(self) -> float: ...
    @property
    def underflows(self) -> int: ...
    @property
    def alive(self) -> bool: ...
    def start(self, mixer: Mixer) -> None: ...
    def heard(self) -> float: ...
    def close(self) -> None: ...


class SilentOutput:
    """No sound, and a clock that is exact: the mixer runs whenever somebody looks."""

    latency = 0.0
    underflows = 0
    alive = True

    def __init__(
        self,
        rate: int,
        *,
        now: Callable[[], float] = perf_counter,
        keep: Callable[[NDArray[np.float32]], None] | None = None,
        notice: str = "",
    ) -> None:
        self.name, self.rate, self.notice = SILENT, rate, notice
        self._now, self._keep = now, keep
        self._block = np.zeros((_BLOCK, 2), np.float32)
        self._mixer = Mixer(rate)
        self._began, self._frames = 0.0, 0

    def start(self, mixer: Mixer) -> None:
        """Play this from now on."""
        self._mixer, self._began, self._frames = mixer, self._now(), 0

    def heard(self) -> float:
        """The frame of the mixer that would be heard now."""
        due = int((self._now() - self._began) * self.rate + 1e-6)
        while self._frames < due:
            count = due - self._frames
            if self._keep is None and self._mixer.resting:
                self._mixer.rest(count)
            else:
                count = min(count, _BLOCK)
                self._mixer.fill(self._block[:count])
                if self._keep is not None:
                    self._keep(self._block[:count])
            self._frames += count
        return float(self._frames)

    def close(self) -> None:
        """Nothing to give back."""


class DeviceOutput:
    """A stream of PortAudio; its callback runs the mixer and notes when what is heard."""

    def __init__(
        self, portaudio: ModuleType, device: int | None, rate: int, latency: float
    ) -> None:
        self._mixer, self._error = Mixer(rate), portaudio.PortAudioError
        self.notice = ""
        self.underflows = 0
        self.faults = 0  # callbacks that failed; a bug, and silence instead of a crash
        self._finished = False
        self._stamp: tuple[float, int, bool] | None = None
        self._called = perf_counter()
        self._stream = portaudio.OutputStream(
            samplerate=rate,
            device=device,
            channels=2,
            dtype="float32",
            latency=latency,
            callback=self._call,
            finished_callback=self._finish,
        )
        self.name = str(portaudio.query_devices(self._stream.device)["name"])
        self.rate = rate

    @property
    def latency(self) -> float:
        """Seconds from the mixer to the ear, as the device says."""
        return float(self._stream.latency)

    @property
    def alive(self) -> bool:
        """Whether the device still asks for sound."""
        return not self._finished and perf_counter() - self._called < DEAD

    def start(self, mixer: Mixer) -> None:
        """Play this from now on; `NoSound` where the device does not begin."""
        self._mixer, self._called = mixer, perf_counter()
        try:
            self._stream.start()
        except self._error as error:
            raise NoSound(str(error)) from error

    def heard(self) -> float:
        """The frame of the mixer that is heard now, by the device's own clock; the last without."""
        stamp = self._stamp
        if stamp is None:
            return 0.0
        zero, frames, trusted = stamp
        try:
            now = self._stream.time if trusted else perf_counter()
        except self._error:  # the device has just gone, and its clock with it
            return float(self._mixer.head.frame)
        return float(min((now - zero) * self.rate, frames))

    def close(self) -> None:
        """Give the device back; its clock is not asked any more."""
        self._stream.close(ignore_errors=True)
        self._stamp = None

    def _call(self, out: NDArray[np.float32], frames: int, time: Any, status: Any) -> None:
        self._called = perf_counter()
        if status.output_underflow:
            self.underflows += 1
        try:
            self._note(time)
            self._mixer.fill(out)
        except Exception:  # noqa: BLE001 - the thread's edge: PortAudio can't hear of it
            self.faults += 1
            out.fill(0)

    def _note(self, time: Any) -> None:
        """When frame 0 was heard, by the device's clock, or by ours where it has none."""
        heard, now = time.outputBufferDacTime, time.currentTime
        trusted = heard > now > 0
        played = self._mixer.head.frame
        zero = heard if trusted else self._called + self._stream.latency
        zero -= played / self.rate
        held = self._stamp
        if held is not None and held[2] == trusted and abs(zero - held[0]) < JUMPED:
            zero = held[0] + (zero - held[0]) * 0.05  # stamps tremble, the device does not
        self._stamp = (zero, played + _BLOCK * 64, trusted)

    def _finish(self) -> None:
        self._finished = True


def open_output(rate: int, *, device: str = "", latency: float = LATENCY) -> Output:
    """A device by name, else the usual one, else silence; `notice` says what went wrong.

    A rate that the device refuses is replaced by the device's own.
    """
    if device == SILENT:
        return SilentOutput(rate)
    try:
        portaudio = _portaudio()
    except OSError:
        return SilentOutput(rate, notice=NO_PORTAUDIO)
    chosen = _index(portaudio, device)
    for number in dict.fromkeys((chosen, None)):
        found = _opened(portaudio, number, rate, latency)
        if found is not None:
            if device and number is None:
                found.notice = f"“{device}” is not there; playing on “{found.name}”."
            return found
    return SilentOutput(rate, notice="No sound device answers, so nothing can be heard.")


def devices() -> tuple[str, ...]:
    """Names of the devices that can be played on."""
    try:
        portaudio = _portaudio()
    except OSError:
        return ()
    return tuple(dict.fromkeys(name for _, name in _outputs(portaudio)))


def rescan() -> None:
    """Look for devices again; every stream has to be closed before (PortAudio never looks)."""
    try:
        portaudio = _portaudio()
    except OSError:
        return
    for step in (portaudio._terminate, portaudio._initialize):
        with suppress(portaudio.PortAudioError):  # then there is no device until the next scan
            step()


def _portaudio() -> ModuleType:
    """Loaded when first needed: OSError where the library is missing or does not start."""
    try:
        import sounddevice
    except Exception as error:  # PortAudioError has no name before this import
        raise OSError(str(error)) from error
    module: ModuleType = sounddevice
    return module


def _outputs(portaudio: ModuleType) -> list[tuple[int, str]]:
    try:
        every = portaudio.query_devices()
    except portaudio.PortAudioError:
        return []
    return [
        (number, str(found["name"]))
        for number, found in enumerate(every)
        if found["max_output_channels"] >= 2
    ]


def _index(portaudio: ModuleType, device: str) -> int | None:
    return next((number for number, name in _outputs(portaudio) if name == device), None)


def _opened(
    portaudio: ModuleType, number: int | None, rate: int, latency: float
) -> DeviceOutput | None:
    try:
        own = int(portaudio.query_devices(number, "output")["default_samplerate"])
    except (portaudio.PortAudioError, ValueError):
        return None
    for tried in dict.fromkeys((rate, own)):
        try:
            return DeviceOutput(portaudio, number, tried, latency)
        except (portaudio.PortAudioError, ValueError):
            continue
    return None
