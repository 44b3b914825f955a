"""What a track's sound is searched for while it plays: attacks to stretch by, and its bands."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from typing import Any

import numpy as np
from numpy.typing import NDArray

from edmstudio.audio.attacks import find_attacks
from edmstudio.audio.bands import Band, only
from edmstudio.audio.orders import Source


class Preparing:
    """One thread that works for one track; another track makes it start anew."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "edmstudio-sound")
        self._stop = Event()
        self._source: Source | None = None
        self._found: dict[str, Future[NDArray[Any]]] = {}

    def work_for(self, source: Source) -> None:
        """This track from now on."""
        self._stop.set()
        for waiting in self._found.values():
            waiting.cancel()
        self._source, self._stop, self._found = source, Event(), {}

    def attacks(self) -> NDArray[np.int64] | None:
        """Frames of its attacks, None as long as they are being looked for."""
        return self._get("attacks", find_attacks)

    def band(self, band: Band) -> NDArray[np.int16] | None:
        """One of its bands, None as long as it is being made."""
        return self._get(band, lambda *given: only(band, *given))

    def finish(self) -> None:
        """Wait for what was asked for."""
        for found in self._found.values():
            found.result()

    def close(self) -> None:
        """Let the thread go; nothing is found any more, whoever still asks."""
        self._stop.set()
        self._source = None
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _get(self, name: str, find: Callable[..., NDArray[Any]]) -> NDArray[Any] | None:
        source = self._source
        if source is None:
            return None
        if name not in self._found:
            given = (source.samples, source.rate, self._stop.is_set)
            self._found[name] = self._thread.submit(find, *given)
        found = self._found[name]
        return found.result() if found.done() else None
