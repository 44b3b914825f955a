"""Pictures from arrays, written without any library."""

import struct
import zlib
from pathlib import Path

import numpy as np


def write_png(path: Path, image: np.ndarray) -> None:
    """Write an image of shape (height, width, 3), uint8."""
    height, width, _ = image.shape
    rows = np.zeros((height, 1 + 3 * width), dtype=np.uint8)
    rows[:, 1:] = image.reshape(height, -1)
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(rows.tobytes(), 6)
    chunks = [(b"IHDR", head), (b"IDAT", body), (b"IEND", b"")]
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def coloured(levels: np.ndarray) -> np.ndarray:
    """Values of 0 to 1 from black over violet and orange to white, shape (..., 3), uint8."""
    level = np.clip(levels, 0.0, 1.0)[..., None]
    stops = np.array([[0, 0, 4], [80, 18, 123], [182, 54, 121], [251, 136, 97], [252, 253, 191]])
    place = level * (len(stops) - 1)
    low = np.minimum(place.astype(int), len(stops) - 2)
    share = place - low
    mixed = stops[low[..., 0]] * (1 - share) + stops[low[..., 0] + 1] * share
    return mixed.astype(np.uint8)
