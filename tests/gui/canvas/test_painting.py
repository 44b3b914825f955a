import sys
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtGui import QColor, QPainterPath

from edmstudio.audio.peaks import Peaks
from edmstudio.domain.waveform import Waveform
from edmstudio.gui.canvas.canvas import Canvas, Follow
from edmstudio.gui.canvas.layout import Lane, lay_out
from edmstudio.gui.canvas.sound import Sound
from edmstudio.gui.canvas.tile_worker import TILE
from edmstudio.gui.canvas.waveform_lane import Shape, WaveformLane
from edmstudio.gui.look.theme import Theme, contrast
from edmstudio.gui.look.tokens import ALL_TOKENS, DARK, HIGH_CONTRAST, LIGHT, SECTION_LOOKS
from edmstudio.gui.session import Selection
from tests.gui.canvas.tracks import annotated, opened


def picture(canvas):
    canvas.settle()
    return canvas.grab().toImage()


def pixels(image, box, ratio=1.0):
    """Colours of a rectangle as an array, shape (height, width, 3)."""
    left, top = int(box.left() * ratio), int(box.top() * ratio)
    wide, high = int(box.width() * ratio), int(box.height() * ratio)
    held = image.convertToFormat(image.Format.Format_RGB32)
    words = np.frombuffer(held.constBits(), np.uint8).reshape(held.height(), -1, 4)
    return words[top : top + high, left : left + wide, 2::-1].astype(int)


def tone(hz, rate=44100, seconds=1.0):
    time = np.arange(int(seconds * rate)) / rate
    return Waveform(np.sin(2 * np.pi * hz * time).astype(np.float32)[:, None] * 0.5, rate)


@pytest.mark.parametrize("tokens", ALL_TOKENS.values(), ids=ALL_TOKENS)
@pytest.mark.parametrize(("hz", "band"), [(80, "low"), (700, "mid"), (6000, "high")])
def test_a_tone_has_the_colour_of_its_band(tokens, hz, band):
    image = WaveformLane(Peaks.build(tone(hz)), tokens).paint(0.2, 0.8, 64, 100)
    middle = image.pixelColor(32, 48)
    colours = {name: QColor(getattr(tokens, name)) for name in ("low", "mid", "high")}
    away = {
        name: sum(abs(a - b) for a, b in zip(c.getRgb(), middle.getRgb(), strict=True))
        for name, c in colours.items()
    }
    assert min(away, key=away.get) == band
    assert away[band] < 12


def test_the_outline_reaches_as_far_as_the_peaks():
    lane = WaveformLane(Peaks.build(tone(200)), DARK)
    image = lane.paint(0.2, 0.8, 64, 200)
    drawn = [y for y in range(200) if image.pixelColor(30, y) != QColor(DARK.background)]
    assert len(drawn) == pytest.approx(0.5 * 0.95 * 200, abs=3)


def test_silence_is_a_hair_and_off_the_track_too():
    lane = WaveformLane(Peaks.build(Waveform(np.zeros((44100, 2), np.float32), 44100)), DARK)
    for start in (0.0, 5.0):
        image = lane.paint(start, start + 1.0, 64, 100)
        drawn = [y for y in range(100) if image.pixelColor(30, y) != QColor(DARK.background)]
        assert 1 <= len(drawn) <= 3


def test_mirrored_channels_go_up_and_down():
    samples = np.stack([tone(200).samples[:, 0], np.zeros(44100, np.float32)], axis=1)
    lane = WaveformLane(Peaks.build(Waveform(samples, 44100)), DARK, Shape.MIRRORED)
    image = lane.paint(0.2, 0.8, 64, 200)
    drawn = [y for y in range(200) if image.pixelColor(30, y) != QColor(DARK.background)]
    assert min(drawn) == pytest.approx(100 - 0.5 * 95, abs=3)
    assert max(drawn) < 103


def test_zoomed_in_the_curve_itself_is_drawn():
    sound = tone(100)
    lane = WaveformLane(Peaks.build(sound), DARK, samples=sound)
    image = lane.paint(0.5, 0.52, 200, 200)  # two periods in 200 columns
    column = [y for y in range(200) if image.pixelColor(25, y) == image.pixelColor(25, 54)]
    assert min(column) == pytest.approx(100 - 0.5 * 95, abs=4)
    assert image.pixelColor(25, 120) == QColor(DARK.background)


def test_every_lane_has_its_room_and_none_overlap():
    for scale in (0.8, 1.0, 2.0):
        layout = lay_out(1280, 800, Lane, Theme(DARK, scale))
        boxes = list(layout.boxes.values())
        assert len(boxes) == len(Lane)
        for upper, lower in pairwise(boxes):
            assert upper.bottom() <= lower.top()
        assert boxes[-1].bottom() <= 800


def test_a_low_timeline_gives_the_sound_more_of_its_room():
    shares = [
        lay_out(1280, height, Lane, Theme()).box(Lane.WAVEFORM).height() / height
        for height in (398, 402)
    ]
    assert shares[0] > shares[1]


def test_hidden_lanes_leave_their_room_to_the_waveform(canvas):
    before = canvas.view().layout.box(Lane.WAVEFORM).height()
    canvas.show_lane(Lane.SPECTROGRAM, False)
    canvas.show_lane(Lane.CURVES, False)
    assert canvas.view().layout.box(Lane.WAVEFORM).height() > before + 100
    canvas.show_lane(Lane.WAVEFORM, False)
    assert Lane.WAVEFORM in canvas.view().layout.boxes


def test_toggling_the_model_changes_only_its_lane(canvas, session):
    model, session.prediction = session.prediction, None
    without = picture(canvas)
    session.prediction = model
    with_model = picture(canvas)
    box = canvas.view().layout.box(Lane.MODEL)
    whole = np.any(pixels(without, canvas.rect()) != pixels(with_model, canvas.rect()), axis=2)
    rows = np.flatnonzero(whole.any(axis=1))
    assert rows.min() >= box.top() - 3
    assert rows.max() < box.bottom()


def test_sections_have_their_colours_on_every_theme(canvas, session):
    for tokens in (DARK, LIGHT, HIGH_CONTRAST):
        canvas.set_theme(Theme(tokens))
        image = picture(canvas)
        box = canvas.view().layout.box(Lane.SECTIONS)
        for section in session.annotations.sections[:2]:
            x = canvas.view().axis.x_at((section.start + section.end) / 2)
            strip = pixels(image, box.adjusted(x - box.left(), 8, 0, -4))[:, :12]
            wanted = QColor(SECTION_LOOKS[section.label].colour)
            found = np.abs(strip - [wanted.red(), wanted.green(), wanted.blue()]).sum(axis=2)
            assert (found == 0).mean() > 0.2, (tokens.name, section.label)


def test_bars_are_drawn_where_the_grid_has_them(canvas, session):
    image = picture(canvas)
    box = canvas.view().layout.box(Lane.RULER)
    ink = [contrast(image.pixelColor(x, int(box.center().y()) + 10).name(), DARK.surface) > 2.5
           for x in range(image.width())]  # fmt: skip
    lines = {x for x in range(80, 990) if ink[x]}
    for bar in (4, 8, 12):
        x = round(canvas.view().axis.x_at(bar * 2.0))
        assert lines & {x - 1, x, x + 1}, bar


@pytest.mark.parametrize("seconds", [0.6, 5.0, 12.0, 30.0, 60.0, 94.0])
def test_no_zoom_crowds_the_grid(canvas, session, seconds):
    canvas.set_sound(Sound())
    session.look_at(1.2, 1.2 + seconds)
    canvas.set_position(200.0)
    image, view = picture(canvas), canvas.view()
    y = int(view.layout.box(Lane.SPECTROGRAM).bottom()) - 5
    poles = [round(view.axis.x_at(cue.seconds)) for cue in session.annotations.cues]
    lines = [
        x
        for x in range(int(view.layout.gutter) + 2, image.width() - 2)
        if image.pixelColor(x, y).name() != DARK.background
        and all(abs(x - pole) > 4 for pole in poles)
    ]
    assert len(lines) >= (1 if seconds < 1 else 4)
    assert min((b - a for a, b in pairwise(lines)), default=99) >= 8


def test_the_playhead_is_where_it_is_set_and_centred_while_playing(canvas, session):
    canvas.set_position(30.0, playing=True)
    view = canvas.view()
    centre = view.layout.gutter + (view.layout.width - view.layout.gutter) / 2
    assert view.axis.x_at(30.0) == pytest.approx(centre, abs=1.0)
    session.look_at(20.0, 68.0)
    canvas.set_position(31.0)
    assert session.span.start == 20.0
    x = int(canvas.view().axis.x_at(31.0))
    colours = {picture(canvas).pixelColor(x + dx, 300).name().upper() for dx in (-1, 0, 1)}
    assert DARK.playhead in colours


def test_paging_turns_only_at_the_edge_and_free_never(canvas, session):
    session.look_at(20.0, 40.0)
    canvas.set_follow(Follow.PAGE)
    canvas.set_position(39.0, playing=True)
    assert session.span.start == 20.0
    canvas.set_position(40.1, playing=True)
    assert session.span.start == pytest.approx(39.1)
    canvas.set_follow(Follow.FREE)
    canvas.set_position(80.0, playing=True)
    assert session.span.start == pytest.approx(39.1)


def test_a_cue_leaves_the_sound_under_it_to_be_seen(canvas):
    """The flag lies in its own lane; over the waveform there is only a thin pole."""
    image = picture(canvas)
    wave = canvas.view().layout.box(Lane.WAVEFORM)
    x = canvas.view().axis.x_at(16.0)
    row = [image.pixelColor(int(x) + dx, int(wave.center().y())) for dx in range(-8, 9)]
    pole = [c for c in row if c.name() == QColor("#C3AF04").name() or c.red() > 150 > c.blue()]
    assert len(pole) <= 4


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_tiles_are_made_in_device_pixels(canvas, session, monkeypatch, ratio):
    monkeypatch.setattr(type(canvas), "devicePixelRatioF", lambda self: ratio)
    canvas.settle()
    view = canvas.view()
    wide = (view.layout.width - view.layout.gutter) * ratio
    boxes = [view.layout.box(lane) for lane in (Lane.WAVEFORM, Lane.SPECTROGRAM, Lane.CURVES)]
    wanted = sum(wide * box.height() * ratio * 4 for box in boxes)
    more = 4 * TILE / wide  # tiles that begin or end outside the view, and those beside it
    assert 0.99 * wanted <= canvas.kept <= (1 + more) * wanted


def test_selection_is_shown(canvas, session):
    plain = picture(canvas)
    session.select(Selection(cues=frozenset({2})))
    picked = picture(canvas)
    session.select(Selection(section=20.0))
    section = picture(canvas)
    assert plain != picked
    assert picked != section
    assert plain != section


def test_the_canvas_has_a_name_and_says_what_it_holds(canvas, session):
    assert canvas.accessibleName() == "Timeline"
    assert f"{len(session.annotations.cues)} cues" in canvas.accessibleDescription()


def test_the_focus_ring_is_seen(qtbot, canvas):
    canvas.activateWindow()
    canvas.clearFocus()
    plain = picture(canvas)
    canvas.setFocus()
    qtbot.waitUntil(canvas.hasFocus)
    assert picture(canvas).pixelColor(1, 300).name().upper() == DARK.focus
    assert plain.pixelColor(1, 300).name().upper() != DARK.focus


def test_an_empty_track_of_a_tenth_of_a_second_can_be_drawn(qtbot, library, sound):
    canvas = Canvas(opened(library, annotated(0.1), 0.1))
    qtbot.addWidget(canvas, before_close_func=Canvas.close_lanes)
    canvas.resize(600, 300)
    canvas.set_sound(sound)
    assert not picture(canvas).isNull()


def test_no_reference_to_none_is_lost(qapp):
    """PySide6 6.12.0 on Python 3.11 takes one away on every Qt call that returns nothing."""
    path, before = QPainterPath(), sys.getrefcount(None)
    for step in range(1000):
        path.moveTo(step, step)
    assert abs(sys.getrefcount(None) - before) < 100
