"""Decodes in a disposable process: a crash, a hang or a memory bomb is one bad file, no more.

A reader that met a broken file may die on the next good one (measured: the second decode after
an error), so the process is reused while all goes well and thrown away after anything else.
"""

import atexit
import json
import os
import subprocess
import sys
import tempfile
import threading
from functools import cache
from pathlib import Path
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from edmstudio.domain.refused import Fault, Refused
from edmstudio.domain.timeline import Timeline
from edmstudio.domain.waveform import Waveform

PATIENCE = 10.0  # seconds without progress, and
PER_SECOND = 0.2  # seconds more for each second of sound that came
NO_DECODER = "The decoder does not start; close other programs and try again."
_TO_START = 60.0
_COMMAND = (sys.executable, "-m", "edmstudio.audio.decode_child")


def decode_safely(path: Path) -> Waveform:
    """As `decode`, but in this process's own disposable child.

    The samples lie in a file that is mapped and already deleted, so even hours of sound cost
    the memory that is touched and no more.

    Raises
    ------
    Refused
        As `decode`, and where the child died, stood still or asked for too much memory.
    """
    return _own_child(os.getpid()).decode(path)


@cache
def _own_child(process: int) -> "DecodeProcess":
    """One child for each process: a fork does not share its parent's pipe."""
    child = DecodeProcess()
    atexit.register(child.close)
    return child


class DecodeProcess:
    """A child that decodes; started when first needed, and again after it was thrown away."""

    def __init__(self, command: tuple[str, ...] = _COMMAND, patience: float = PATIENCE) -> None:
        self._command = command
        self._patience = patience
        self._running: _Running | None = None
        self._turn = threading.Lock()

    def decode(self, path: Path) -> Waveform:
        """The whole file; threads wait for each other."""
        with self._turn:
            name = _empty_file()
            try:
                return _waveform(self._ask(path, name), name)
            finally:
                os.unlink(name)

    def close(self) -> None:
        """Let the child go."""
        if self._running is not None:
            self._running.kill()
            self._running = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    def _ask(self, path: Path, out: str) -> dict[str, Any]:
        try:
            return self._conversation(path, out)
        except BaseException:
            self.close()  # whatever went wrong: the next file meets a fresh child
            raise

    def _conversation(self, path: Path, out: str) -> dict[str, Any]:
        if self._running is None:
            self._running = _Running(self._command)
            try:
                self._running.answer(_TO_START, path)
            except Refused as refused:  # no word about the file, which nobody has opened yet
                raise Refused(NO_DECODER, Fault.DECODE) from refused
        self._running.order({"path": os.path.abspath(path), "out": out})
        patience = self._patience
        while "done" not in (answer := self._running.answer(patience, path)):
            if "refused" in answer:
                raise Refused(answer["refused"], Fault(answer["fault"]))
            patience = self._patience + PER_SECOND * float(answer["seconds"])
        done: dict[str, Any] = answer["done"]
        return done


class _Running:
    """A live child and the thread that listens to it."""

    def __init__(self, command: tuple[str, ...]) -> None:
        few_threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **few_threads},
            encoding="utf-8",
        )
        self._answers: SimpleQueue[str] = SimpleQueue()
        threading.Thread(target=self._listen, daemon=True).start()

    def order(self, order: dict[str, str]) -> None:
        """Tell the child what to do; one that is gone is noticed when nothing answers."""
        try:
            assert self._process.stdin is not None
            self._process.stdin.write(json.dumps(order) + "\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            self._answers.put("")

    def answer(self, patience: float, path: Path) -> dict[str, Any]:
        """The next line; Refused where the child died or stays silent for too long."""
        try:
            line = self._answers.get(timeout=patience)
        except Empty:
            raise Refused(_sentence(path, "takes far too long to decode"), Fault.DECODE) from None
        if not line:
            raise Refused(_sentence(path, "crashes the decoder"), Fault.DECODE)
        record: dict[str, Any] = json.loads(line)
        return record

    def kill(self) -> None:
        """End the child at once and leave nothing of it."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                _close(pipe)

    def _listen(self) -> None:
        assert self._process.stdout is not None
        try:
            for line in self._process.stdout:
                self._answers.put(line)
        except ValueError:
            return  # closed by `kill`
        self._answers.put("")


def _empty_file() -> str:
    try:
        handle, name = tempfile.mkstemp(suffix=".pcm", prefix="edmstudio-")
    except OSError as error:
        reason = error.strerror or str(error)
        sentence = f"There is no place for decoded sound ({reason}); free some space for it."
        raise Refused(sentence, Fault.MISSING) from error
    os.close(handle)
    return name


def _close(pipe: Any) -> None:
    try:
        pipe.close()
    except BrokenPipeError:
        return  # an order that the dead child never read


def _sentence(path: Path, what: str) -> str:
    return f"“{path.name}” {what}; it is damaged, get the track again."


def _waveform(done: dict[str, Any], name: str) -> Waveform:
    shape = (int(done["frames"]), int(done["channels"]))
    timeline = Timeline(**done["timeline"])
    return Waveform(_mapped(name, shape), int(done["rate"]), timeline)


def _mapped(name: str, shape: tuple[int, int]) -> NDArray[np.float32]:
    """Copy-on-write: whoever changes samples changes a private copy."""
    return np.asarray(np.memmap(name, np.float32, mode="c", shape=shape))
