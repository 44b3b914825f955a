"""Evidence as a few compressed kilobytes: probabilities in 16 bits, moments in 64."""

from dataclasses import fields
from io import BytesIO

import numpy as np

from edmstudio.domain.evidence import Evidence

EXACT = {"lines"}
COARSE = {"beats", "downbeats"}  # 0 to 1 in 8 bits: these are the long ones


def pack(evidence: Evidence) -> bytes:
    """A zipped numpy archive."""
    columns = {field.name: np.asarray(getattr(evidence, field.name)) for field in fields(evidence)}
    stream = BytesIO()
    np.savez_compressed(
        stream,
        allow_pickle=False,
        **{
            name: np.rint(column * 255.0).astype(np.uint8)
            if name in COARSE
            else column.astype(np.float64 if name in EXACT else np.float16)
            for name, column in columns.items()
        },
    )
    return stream.getvalue()


def unpack(body: bytes) -> Evidence:
    """The inverse of `pack`, to the precision of 16 bits."""
    with np.load(BytesIO(body), allow_pickle=False) as archive:
        names = [field.name for field in fields(Evidence) if field.name in archive.files]
        columns = {name: archive[name] for name in names}
    energy, hz = float(columns.pop("energy")), float(columns.pop("hz"))
    wide = {
        name: column.astype(np.float64 if name in EXACT else np.float32)
        for name, column in columns.items()
    }
    wide |= {name: wide[name] / np.float32(255.0) for name in COARSE}
    return Evidence(energy=energy, hz=hz, **wide)
