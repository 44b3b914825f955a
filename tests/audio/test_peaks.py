"""No sample lies outside the peaks, at any zoom, and colours say which band is loud."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edmstudio.audio.peaks import BASE, Peaks
from edmstudio.domain.refused import Fault, Refused
from edmstudio.domain.waveform import Waveform

RATE = 44100


def noise(frames: int, channels: int = 2, seed: int = 0) -> Waveform:
    samples = np.random.default_rng(seed).uniform(-0.9, 0.9, (frames, channels))
    return Waveform(samples.astype(np.float32), RATE)


TRACK = noise(RATE * 20)
PEAKS = Peaks.build(TRACK)


def tone(hz: float, seconds: float = 4.0, amplitude: float = 0.5) -> Waveform:
    time = np.arange(int(seconds * RATE)) / RATE
    samples = amplitude * np.sin(2 * np.pi * hz * time)
    return Waveform(samples.astype(np.float32)[:, None], RATE)


@settings(deadline=None, max_examples=60)
@given(
    start=st.floats(0, 19),
    span=st.floats(0.01, 20),
    count=st.integers(1, 700),
    column=st.integers(0, 699),
)
def test_columns_hold_the_true_extremes(start, span, count, column):
    stop = min(start + span, PEAKS.seconds)
    columns = PEAKS.columns(start, stop, count)
    edges = np.linspace(start, stop, count + 1) * RATE
    column %= count
    under = TRACK.samples[int(np.ceil(edges[column])) : int(edges[column + 1])]
    if len(under):
        assert (columns.lowest[column] <= under.min(axis=0) + 1e-6).all()
        assert (columns.highest[column] >= under.max(axis=0) - 1e-6).all()


def test_a_lane_of_one_column_has_the_colours_of_a_wide_one():
    narrow, wide = (PEAKS.columns(0.0, PEAKS.seconds, count).bands for count in (1, 200))
    assert narrow[0] == pytest.approx(wide.mean(axis=0), abs=0.02)


@settings(deadline=None, max_examples=40)
@given(start=st.floats(0, 15), span=st.floats(0.3, 5), count=st.integers(1, 100))
def test_columns_hold_nothing_from_further_away_than_a_cell(start, span, count):
    """A cell is at most as wide as a column, so a column knows its neighbours' sound at most."""
    columns = PEAKS.columns(start, start + span, count)
    reach = max(int(span / count * RATE), BASE)
    around = TRACK.samples[
        max(int(start * RATE) - reach, 0) : int((start + span) * RATE) + reach + 1
    ]
    assert (columns.highest.max(axis=0) <= around.max(axis=0) + 1 / 32767).all()
    assert (columns.lowest.min(axis=0) >= around.min(axis=0) - 1 / 32767).all()


@settings(deadline=None, max_examples=30)
@given(frames=st.integers(1, 5000), channels=st.sampled_from([1, 2]), seed=st.integers(0, 9))
def test_tracks_of_any_length_have_peaks(frames, channels, seed):
    sound = noise(frames, channels, seed)
    columns = Peaks.build(sound).columns(0, sound.seconds, 1)
    np.testing.assert_allclose(columns.lowest[0], sound.samples.min(axis=0), atol=1 / 32767)
    np.testing.assert_allclose(columns.highest[0], sound.samples.max(axis=0), atol=1 / 32767)
    assert columns.bands.shape == (1, 3)


@pytest.mark.parametrize(
    ("hz", "band"), [(40, 0), (100, 0), (600, 1), (1200, 1), (5000, 2), (14000, 2)]
)
def test_a_tone_has_the_colour_of_its_band(hz, band):
    bands = Peaks.build(tone(hz)).columns(1, 3, 100).bands.mean(axis=0)
    assert bands.argmax() == band
    assert bands[band] == pytest.approx(0.5 / np.sqrt(2), rel=0.15)
    assert bands[band] > 3 * np.delete(bands, band).max()


@pytest.mark.parametrize("span", [0.5, 2, 8, 20])
def test_zooming_keeps_the_loudness(span):
    bands = PEAKS.columns(0, span, 300).bands
    assert np.sqrt((bands**2).sum(axis=1)).mean() == pytest.approx(0.9 / np.sqrt(6), rel=0.1)


def test_off_the_track_there_is_nothing():
    columns = PEAKS.columns(-10, 30, 400)
    before, inside, behind = slice(0, 99), slice(101, 299), slice(302, 400)
    for part in (columns.lowest, columns.highest, columns.bands):
        assert not part[before].any()
        assert not part[behind].any()
        assert part[inside].any(axis=1).all()


def test_what_is_louder_than_full_scale_ends_at_full_scale():
    columns = Peaks.build(Waveform(np.full((1000, 1), 3, np.float32), RATE)).columns(0, 0.02, 9)
    assert (columns.highest == 1).all()


def test_a_saved_file_shows_the_same(tmp_path):
    PEAKS.save(tmp_path / "a.peaks")
    loaded = Peaks.load(tmp_path / "a.peaks")
    assert not loaded.extremes[0].flags.writeable  # mapped, not read
    assert (loaded.rate, loaded.frames, loaded.channels) == (RATE, 20 * RATE, 2)
    for stretch in ((0, 20, 777), (3.3, 3.4, 50)):
        one, other = PEAKS.columns(*stretch), loaded.columns(*stretch)
        assert np.array_equal(one.lowest, other.lowest)
        assert np.array_equal(one.highest, other.highest)
        assert np.array_equal(one.bands, other.bands)
    assert [path.name for path in tmp_path.iterdir()] == ["a.peaks"]


@settings(deadline=None, max_examples=40)
@given(cut=st.floats(0, 0.999))
def test_a_file_cut_short_is_refused(tmp_path_factory, cut):
    path = tmp_path_factory.getbasetemp() / "cut.peaks"
    PEAKS.save(path)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * cut)])
    with pytest.raises(Refused) as caught:
        Peaks.load(path)
    assert caught.value.fault == Fault.FORMAT


@settings(deadline=None, max_examples=60)
@given(at=st.integers(0, 200), bit=st.integers(0, 7))
def test_a_damaged_header_is_refused(tmp_path_factory, at, bit):
    path = tmp_path_factory.getbasetemp() / "flipped.peaks"
    PEAKS.save(path)
    data = bytearray(path.read_bytes())
    data[at] ^= 1 << bit
    path.write_bytes(data)
    with pytest.raises(Refused):
        Peaks.load(path)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(Refused) as caught:
        Peaks.load(tmp_path / "gone")
    assert caught.value.fault == Fault.MISSING


def test_drawing_needs_no_scipy(tmp_path):
    import subprocess
    import sys

    PEAKS.save(tmp_path / "a")
    code = (
        "import sys; from pathlib import Path\n"
        "from edmstudio.audio.peaks import Peaks; from edmstudio.audio.spectrum import Spectrum\n"
        f"Peaks.load(Path({str(tmp_path / 'a')!r})).columns(0, 9, 99)\n"
        "assert not {'scipy', 'av', 'soundfile'} & set(sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
