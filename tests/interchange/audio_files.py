"""Small audio files of every kind that DJ programs write tags into."""

import av
import numpy as np
import soundfile

KINDS = ("mp3", "aiff", "wav", "flac", "ogg", "m4a")
RATE = 44100


def sound(seconds=0.6):
    rng = np.random.default_rng(3)
    return (rng.standard_normal((int(RATE * seconds), 2)) * 0.1).astype(np.float32)


def audio_file(path):
    """Noise in the format that the suffix says, without tags."""
    if path.suffix == ".m4a":
        _m4a(path)
    else:
        soundfile.write(path, sound(), RATE)
    return path


def _m4a(path):
    with av.open(str(path), "w", format="mp4") as container:
        stream = container.add_stream("aac", rate=RATE, layout="stereo")
        samples = np.ascontiguousarray(sound().T)
        frame = av.AudioFrame.from_ndarray(samples, format="fltp", layout="stereo")
        frame.sample_rate = RATE
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
