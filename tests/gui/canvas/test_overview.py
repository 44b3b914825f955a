import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor

from edmstudio.domain.cues import CueKind, CuePoint
from edmstudio.domain.edits import PlaceCue
from edmstudio.domain.section_edits import RelabelSection
from edmstudio.domain.sections import SectionLabel
from edmstudio.gui.canvas.overview import Overview
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.look.tokens import DARK, LIGHT, SECTION_LOOKS
from tests.gui.mouse import click, drag, turn_wheel


@pytest.fixture
def overview(qtbot, session, sound):
    overview = Overview(session)
    qtbot.addWidget(overview)
    overview.resize(960, 84)
    overview.set_sound(sound)
    with qtbot.waitExposed(overview):
        overview.show()
    return overview


def colours(overview, y):
    image = overview.grab().toImage()
    return [image.pixelColor(x, y).name().upper() for x in range(image.width())]


def test_a_click_seeks_to_a_beat_and_brings_the_view_along(qtbot, overview, session):
    with qtbot.waitSignal(overview.sought) as sought:
        click(overview, QPointF(600.0, 40.0))  # 10 pixels a second
    assert sought.args == [60.0]
    assert (session.span.start, session.span.stop) == (36.0, 84.0)


def test_a_drag_scrubs_and_stays_inside_the_track(overview, session):
    heard = []
    overview.sought.connect(heard.append)
    drag(overview, QPointF(600.0, 40.0), QPointF(1200.0, 40.0))
    assert heard[0] == 60.0
    assert heard[-1] == 96.0
    assert session.span.stop == 96.0


def test_alt_seeks_freely(qtbot, overview):
    with qtbot.waitSignal(overview.sought) as sought:
        click(overview, QPointF(602.0, 40.0), held=Qt.KeyboardModifier.AltModifier)
    assert sought.args == [pytest.approx(60.2)]


def test_the_wheel_pans_the_view(overview, session):
    turn_wheel(overview, QPointF(100.0, 40.0), QPoint(0, -120))
    assert session.span.start == pytest.approx(24.0)


def test_sections_are_a_bar_of_their_colours_and_follow_an_edit(overview, session):
    session.look_at(0.0, 96.0)
    assert SECTION_LOOKS[SectionLabel.DROP].colour in colours(overview, 80)[320:640]
    session.perform(RelabelSection(40.0, SectionLabel.COOLDOWN))
    assert SECTION_LOOKS[SectionLabel.DROP].colour not in colours(overview, 80)[320:640]
    assert SECTION_LOOKS[SectionLabel.COOLDOWN].colour in colours(overview, 80)[320:640]


def test_doubt_glows_where_it_lies(overview, session):
    session.look_at(0.0, 96.0)
    y = overview.height() - 18 - 3
    before = colours(overview, y)
    overview.set_doubts([(50.0, 60.0, 1.0)])
    after = colours(overview, y)
    changed = [x for x in range(960) if before[x] != after[x]]
    assert min(changed) >= 499
    assert max(changed) <= 601
    assert after[550] == DARK.doubt


def test_outside_the_view_the_strip_is_veiled(overview, session):
    session.look_at(0.0, 96.0)
    plain = colours(overview, 44)
    session.look_at(20.0, 40.0)
    veiled = colours(overview, 44)
    same = [x for x in range(205, 395) if plain[x] == veiled[x]]
    assert len(same) > 180
    lightness = [QColor(c).lightness() for c in (plain[700], veiled[700])]
    assert lightness[1] < lightness[0]


def test_a_theme_changes_it(overview):
    overview.set_theme(Theme(LIGHT))
    overview.set_position(50.0)
    ground = colours(overview, 1)
    assert LIGHT.background in ground or any(QColor(c).lightness() > 220 for c in ground)


def test_without_a_track_it_is_empty_and_deaf(qtbot, overview, session):
    session.close()
    with qtbot.assertNotEmitted(overview.sought):
        click(overview, QPointF(300.0, 40.0))
    assert set(colours(overview, 40)) == {DARK.background}


def test_two_cues_of_one_moment_stand_side_by_side_and_one_on_no_pad_is_hollow(overview, session):
    session.perform(PlaceCue(CuePoint(50.0, 90, CueKind.DROP, slot="A", colour="#FF0000")))
    session.perform(PlaceCue(CuePoint(50.02, 91, CueKind.BREAK, slot="B", colour="#00FF00")))
    session.perform(PlaceCue(CuePoint(70.0, 92, CueKind.OTHER, colour="#0000FF")))
    row, rim = colours(overview, 3), colours(overview, 0)
    assert row[500] == "#FF0000"
    assert "#00FF00" in row[510:532]
    assert (rim[702], row[702]) == ("#0000FF", DARK.background.upper())


def test_the_frame_of_the_view_and_the_playhead_leave_cues_and_sections_alone(overview, session):
    before = [colours(overview, y) for y in (2, 80)]
    session.look_at(20.0, 60.0)
    overview.set_position(33.3)
    assert [colours(overview, y) for y in (2, 80)] == before
