"""How well each of the 24 keys explains the pitch classes of a track."""

import numpy as np
from numpy.typing import NDArray

from edmstudio.features.chroma import Chroma

Scores = NDArray[np.float64]
SEGMENT = 12.0  # seconds that vote as one
BASS = (
    0.25  # weight of the pitch classes below 220 Hz: the bass says the tonic, the kick lies there
)
TWELFTH = 0.2  # share of a tone's strength that its third partial puts a fifth above it
EVEN = 0.1  # spread over mean of pitch classes that sound alike: noise has 0.12 to 0.16

# Major and minor, from the tonic up. The EDM profiles ("edma") are those of Faraldo, Gomez, Jorda
# and Herrera, "Key estimation in electronic dance music", ECIR 2016.
EDM = (
    (1.0, 0.2875, 0.5020, 0.4048, 0.6050, 0.5614, 0.3205, 0.7966, 0.3159, 0.4506, 0.4202, 0.3889),
    (1.0, 0.3096, 0.4415, 0.5827, 0.3262, 0.4948, 0.2889, 0.7804, 0.4328, 0.2903, 0.5331, 0.3217),
)


def chroma_scores(chroma: Chroma) -> Scores:
    """Correlation of each key of `ALL_KEYS` with the track, -1 to 1, shape (24,).

    Segments of 12 seconds vote with the weight of what is tonal in them. All zeros where nothing
    tonal sounds.
    """
    folded = np.stack(
        [_segment_means(chroma.bass, chroma.hz), _segment_means(chroma.middle, chroma.hz)]
    )
    weight = folded.sum(axis=(0, 2))
    if weight.sum() <= 1e-6:
        return np.zeros(24)
    lengths = np.linalg.norm(folded, axis=2, keepdims=True)
    bass, middle = folded / np.maximum(lengths, 1e-6)
    mixed = BASS * bass + (1.0 - BASS) * middle
    tonal = (mixed.std(axis=1) / np.maximum(mixed.mean(axis=1), 1e-6)) ** 2
    correlations = _correlations(mixed) * (tonal / (tonal + EVEN**2))[:, None]
    return np.asarray(np.sqrt(weight) @ correlations / np.sqrt(weight).sum(), dtype=np.float64)


def _segment_means(rows: NDArray[np.float32], hz: float) -> Scores:
    """Mean over each segment, less what is only the third partial of another pitch class."""
    places = np.arange(0, len(rows), max(round(SEGMENT * hz), 1))
    counts = np.diff(np.append(places, len(rows)))
    means = np.add.reduceat(rows, places, axis=0) / counts[:, None]
    return np.clip(means - TWELFTH * np.roll(means, 7, axis=1), 0.0, None).astype(np.float64)


def _correlations(rows: Scores) -> Scores:
    """Pearson correlation of each row with the 24 profiles, shape (rows, 24)."""
    profiles = np.array([np.roll(EDM[minor], tonic) for minor in (0, 1) for tonic in range(12)])
    profiles = profiles - profiles.mean(axis=1, keepdims=True)
    profiles /= np.linalg.norm(profiles, axis=1, keepdims=True)
    centred = rows - rows.mean(axis=1, keepdims=True)
    centred /= np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-9)
    return np.asarray(centred @ profiles.T, dtype=np.float64)
