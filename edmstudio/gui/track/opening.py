"""What is fetched for the open track: pictures of its sound, and the sound to play."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer, Signal

from edmstudio.app.in_listening import Errand, see
from edmstudio.app.sound_cache import SoundCache
from edmstudio.audio.attacks import find_attacks
from edmstudio.audio.decode_process import DecodeProcess
from edmstudio.audio.peaks import Peaks
from edmstudio.audio.spectrum import Spectrum
from edmstudio.domain.track import Track
from edmstudio.domain.waveform import Waveform
from edmstudio.gui.canvas.sound import Sound
from edmstudio.gui.jobs import Jobs, RunningJob
from edmstudio.gui.problems import Problems
from edmstudio.jobs.executors import Processes
from edmstudio.jobs.job import Watch
from edmstudio.jobs.spread import spread

NO_SOUND = Sound()
STAY = 250  # ms on a track before its sound is decoded: whoever leafs through decodes nothing


class Opening(QObject):
    """Pictures come at once where they are cached; decoding waits in a process of its own."""

    drawn = Signal(Sound)
    heard = Signal(Waveform)

    def __init__(self, jobs: Jobs, cache: Path, problems: Problems) -> None:
        super().__init__()
        self._jobs, self._cache, self._problems = jobs, SoundCache(cache), problems
        self._track: Track | None = None
        self._heard: Waveform | None = None
        self._running: list[RunningJob] = []
        self._decoder = DecodeProcess()
        self._stayed = QTimer(self, singleShot=True, interval=STAY)
        self._stayed.timeout.connect(self._listen)

    def attacks(self, start: float, stop: float) -> NDArray[np.float64]:
        """Seconds between two moments where something is struck; none before it is decoded."""
        held = self._heard
        if held is None or stop <= start:
            return np.zeros(0)
        first = round(start * held.rate)
        part = held.samples[first : round(stop * held.rate)]
        return (find_attacks(part, held.rate) + first) / held.rate

    @property
    def settled(self) -> bool:
        """Whether nothing is being fetched."""
        return not self._running

    def open(self, track: Track, *, listen: bool = True) -> None:
        """Fetch for this track; what was being fetched for another is dropped."""
        for job in self._running:
            job.cancel()
        self._running, self._track, self._heard = [], track, None
        if self._cache.has(track.payload):
            self.drawn.emit(sound_of(self._cache, track.payload))
        else:
            self.drawn.emit(NO_SOUND)
            if Path(track.path).exists():
                self._begin(lambda watch: self._picture(watch, track), self._pictured)
        self._stayed.stop()
        if listen and Path(track.path).exists():
            self._stayed.start()

    def close(self) -> None:
        """Nobody waits any more."""
        self._stayed.stop()
        for job in self._running:
            job.cancel()
        self._running = []
        self._decoder.close()

    def _listen(self) -> None:
        track = self._track
        if track is not None:
            self._begin(lambda watch: self._decoded(watch, track), self._hear)

    def _hear(self, waveform: Waveform) -> None:
        self._heard = waveform
        self.heard.emit(waveform)

    def _decoded(self, watch: Watch, track: Track) -> Waveform:
        waveform = self._decoder.decode(Path(track.path))
        watch.step(1, 1)
        return waveform

    def again(self) -> None:
        """The pictures of the open track may be there now."""
        if self._track is not None and self._cache.has(self._track.payload):
            self.drawn.emit(sound_of(self._cache, self._track.payload))

    def _begin(self, work: Callable[[Watch], object], done: Callable[[Any], None]) -> None:
        job = self._jobs.new(work)
        job.done.connect(lambda result: self._end(job, result, done))
        job.cancelled.connect(lambda: self._drop(job))
        job.failed.connect(lambda error: self._fail(job, error))
        self._running.append(job)
        job.start()

    def _end(self, job: RunningJob, result: object, done: Callable[[Any], None]) -> None:
        if self._drop(job):
            done(result)

    def _fail(self, job: RunningJob, error: Exception) -> None:
        if self._drop(job):
            self._problems.tell(error)

    def _drop(self, job: RunningJob) -> bool:
        """Whether anybody still waits for this job."""
        wanted = job in self._running
        if wanted:
            self._running.remove(job)
        return wanted

    def _picture(self, watch: Watch, track: Track) -> Track:
        errand = Errand(track.path, str(self._cache.folder), afresh=True)
        for _, outcome in spread(watch, Processes(1), see, [errand]):
            if isinstance(outcome, Exception):
                raise outcome
        return track

    def _pictured(self, track: Track) -> None:
        if track == self._track:
            self.again()


def sound_of(cache: SoundCache, payload: str) -> Sound:
    """What the lanes draw from, mapped from the disk."""
    return Sound(Peaks.load(cache.peaks(payload)), Spectrum.load(cache.spectrum(payload)))
