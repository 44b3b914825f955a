"""All that is measured of a track's sound before any checkpoint is asked, in memory and on disk.

A track that was measured once is heard by every later checkpoint without being decoded again.
"""

import os
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from tokenize import TokenError
from typing import Any
from zipfile import BadZipFile

import numpy as np

from edmstudio.classic.hearing import Heard, hear
from edmstudio.domain.soundness import Soundness
from edmstudio.domain.waveform import Waveform
from edmstudio.features.bands import Bands, band_levels
from edmstudio.features.chroma import Chroma
from edmstudio.features.model_input import ModelInput, model_input
from edmstudio.features.resample import rhythm_signal
from edmstudio.features.soundness import soundness
from edmstudio.features.texture import Texture
from edmstudio.features.transients import Transients, transients

# All that numpy and the archive under it raise where a stored file is damaged somewhere.
DAMAGED = (
    OSError, ValueError, KeyError, EOFError, RuntimeError, BadZipFile, zlib.error, TokenError
)  # fmt: skip
PARTS = {
    "onsets": Transients,
    "bands": Bands,
    "texture": Texture,
    "chroma": Chroma,
    "inputs": ModelInput,
    "soundness": Soundness,
}


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """A track for decoders and networks.

    Attributes
    ----------
    seconds : float
    onsets : Transients
    heard : Heard
    inputs : ModelInput
    soundness : Soundness
    """

    seconds: float
    onsets: Transients
    heard: Heard
    inputs: ModelInput
    soundness: Soundness

    def save(self, path: Path) -> None:
        """Write in half precision, whole or not at all; about 25 kB a second of sound."""
        arrays = self._columns()
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
        try:
            with partial.open("wb") as file:
                np.savez(file, **arrays)
            os.replace(partial, path)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise

    def rounded(self) -> "Measured":
        """As `load` gives it back, so that a track is answered alike before and after."""
        return Measured._of(self._columns())

    def _columns(self) -> dict[str, Any]:
        own = {name: getattr(self, name) for name in ("onsets", "inputs", "soundness")}
        held = own | {name: getattr(self.heard, name) for name in ("bands", "texture", "chroma")}
        arrays: dict[str, Any] = {"seconds": np.float64(self.seconds)}
        for part, value in held.items():
            for each in fields(PARTS[part]):
                column = np.asarray(getattr(value, each.name))
                half = column.ndim and column.dtype == np.float32
                arrays[f"{part}.{each.name}"] = column.astype(np.float16 if half else np.float64)
        return arrays

    @classmethod
    def _of(cls, columns: Mapping[str, Any]) -> "Measured":
        parts = {name: _part(kind, name, columns) for name, kind in PARTS.items()}
        own = {name: parts.pop(name) for name in ("onsets", "inputs", "soundness")}
        seconds = float(columns["seconds"])
        return cls(seconds, heard=Heard(seconds=seconds, **parts), **own)

    @classmethod
    def load(cls, path: Path) -> "Measured | None":
        """What `save` left; None where there is nothing sound."""
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as held:
                return cls._of(held)
        except DAMAGED:
            return None


def measure(waveform: Waveform) -> Measured:
    """Everything, from the samples of a whole track, as precisely as it is kept."""
    signal = rhythm_signal(waveform)
    bands = band_levels(signal)
    return Measured(
        waveform.seconds,
        transients(signal),
        hear(waveform, signal=signal, bands=bands),
        model_input(waveform, signal=signal),
        soundness(waveform),
    ).rounded()


def _part(kind: type[Any], name: str, held: Any) -> Any:
    columns = {}
    for each in fields(kind):
        column = held[f"{name}.{each.name}"]
        wide = column.astype(np.float32) if column.dtype == np.float16 else column
        columns[each.name] = wide if wide.ndim else float(wide)
    return kind(**columns)
