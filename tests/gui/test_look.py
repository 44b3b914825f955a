"""Laws of the window's look: nothing lies over anything, nothing is cut, whatever its state."""

from dataclasses import replace
from itertools import combinations

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QDialog,
    QLabel,
    QMainWindow,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QWidget,
)

from edmstudio.domain.cues import KIND_COLOURS
from edmstudio.domain.refused import Refused
from edmstudio.domain.track import Track, TrackId
from edmstudio.gui.canvas.layout import Lane
from edmstudio.gui.library.cells import PADDING
from edmstudio.gui.look.cue_colours import COLOURS
from edmstudio.gui.look.stylesheet import BESIDE
from edmstudio.gui.look.theme import LARGEST, contrast, mixed
from edmstudio.gui.look.tokens import ALL_TOKENS
from edmstudio.gui.panels.pad import LIVELY, TINT
from edmstudio.gui.widgets.dock_title import DockTitle
from edmstudio.gui.widgets.elided_label import ElidedLabel
from edmstudio.gui.widgets.panel_tabs import menu_of
from tests.reports.looks import STAGES

SMALL = (1280, 800)
DIALOGS = (
    "settings", "keys", "export", "import", "cue.templates", "model.retrain", "model.all",
    "help.about", "help.keys", "library.restore", "library.left-out", "tags.restore",
)  # fmt: skip
ITSELF = (QAbstractScrollArea, QSplitter, QStackedWidget, QMainWindow)  # in front and behind


def settle():
    for _ in range(3):
        QCoreApplication.processEvents()


@pytest.fixture(params=[100, 150, 200])
def small(full, request):
    """A small screen at a size of text, changed while the window is open."""
    full.window.resize(*SMALL)
    settle()
    full.looks.scale((request.param - 100) // 10)
    settle()
    return full


def within(whole: QWidget) -> list[QWidget]:
    """A widget and all that is seen inside of it."""
    return [whole, *(each for each in whole.findChildren(QWidget) if each.isVisible())]


def over_each_other(whole: QWidget) -> list[str]:
    """Neighbours in a layout that share pixels."""
    found = []
    for parent in within(whole):
        layout = parent.layout()
        if layout is None or isinstance(parent, ITSELF):
            continue
        laid = [layout.itemAt(n).widget() for n in range(layout.count())]
        shown = [each for each in laid if each is not None and each.isVisible()]
        found += [
            f"{one.objectName() or type(one).__name__} and {type(other).__name__}"
            for one, other in combinations(shown, 2)
            if one.parentWidget() is other.parentWidget()
            and one.geometry().intersects(other.geometry())
        ]
    return found


def cut(whole: QWidget) -> list[str]:
    """Labels and buttons narrower or lower than their words."""
    found = []
    for each in within(whole):
        words = each.text() if isinstance(each, QLabel | QAbstractButton) else ""
        plain = words and not words.startswith("<") and not isinstance(each, ElidedLabel)
        wraps = isinstance(each, QLabel) and each.wordWrap()
        if not plain or wraps or type(each).__name__ == "Pad" or each.visibleRegion().isEmpty():
            continue
        metrics = each.fontMetrics()
        wide = max(map(metrics.horizontalAdvance, words.replace("&", "").splitlines()))
        drawn = not isinstance(each, QAbstractButton) or each.icon().isNull()
        if drawn and (wide > each.width() + 1 or metrics.ascent() > each.height()):
            found.append(f"{words!r}: {wide} × {metrics.ascent()} in {each.size().toTuple()}")
    return found


def test_nothing_in_the_window_lies_over_anything_and_no_word_is_cut(small):
    assert over_each_other(small.window) == []
    assert cut(small.window) == []
    panels = [dock for dock in small.window.docks.values() if dock.visibleRegion().boundingRect()]
    parts = [small.window.pages, *panels]
    boxes = [QRect(part.mapTo(small.window, QPoint()), part.size()) for part in parts]
    assert not any(one.intersects(other) for one, other in combinations(boxes, 2))
    assert small.pads.geometry().top() >= small.canvas.geometry().bottom()
    assert small.canvas.view().layout.box(Lane.SECTIONS).bottom() <= small.canvas.height()
    assert small.library.table.viewport().height() >= small.library.table.rowHeight(0) // 2


@pytest.mark.parametrize("name", STAGES)
def test_every_state_holds_to_these_laws_in_the_largest_letters(full, name):
    full.window.resize(*SMALL)
    full.looks.scale(round(LARGEST * 10) - 10)
    settle()
    over = STAGES[name](full)
    settle()
    for whole in filter(None, (full.window, over)):
        assert over_each_other(whole) == []
        assert cut(whole) == []
    if over is not None:
        assert over.width() <= SMALL[0]
        assert over.height() <= SMALL[1]
        over.close()
        settle()


@pytest.mark.parametrize("command", DIALOGS)
def test_every_dialog_fits_a_small_screen_in_the_largest_letters(full, command):
    full.window.resize(*SMALL)
    full.looks.scale(round(LARGEST * 10) - 10)
    full.commands[command].run()
    settle()
    over = next(each for each in full.window.findChildren(QDialog) if each.isVisible())
    size, laid, words = over.size(), over_each_other(over), cut(over)
    over.close()
    assert size.width() <= SMALL[0]
    assert size.height() <= SMALL[1]
    assert laid == []
    assert words == []


def test_the_head_of_a_panel_grows_with_the_letters_and_tabs_need_none(full):
    heads = {name: dock.findChild(DockTitle) for name, dock in full.window.docks.items()}
    settle()
    before = heads["library"].height()
    full.looks.scale(10)
    settle()
    assert heads["library"].height() == pytest.approx(2 * before, abs=8)
    assert heads["library"].name.height() >= heads["library"].name.fontMetrics().height()
    assert heads["events"].height() == 0
    full.window.docks["events"].setFloating(True)
    settle()
    assert heads["events"].height() > 0
    assert heads["events"].name.text() == "Events"


def test_a_tab_offers_to_take_its_panel_out_and_to_close_it(full):
    bar = next(b for b in full.window.findChildren(QTabBar) if b.count() > 1)
    assert {bar.tabText(n) for n in range(bar.count())} == {
        "Events", "History", "Similarity", "Review",
    }  # fmt: skip
    out, away = menu_of(full.window, "History").actions()
    out.trigger()
    settle()
    history = full.window.docks["history"]
    assert history.isFloating()
    history.setFloating(False)
    away.trigger()
    assert not history.isVisible()
    assert menu_of(full.window, "Nobody") is None


def test_a_panel_alone_in_its_place_has_its_name_over_it(full):
    for name in ("history", "similarity", "review"):
        full.window.docks[name].close()
    settle()
    assert full.window.docks["events"].findChild(DockTitle).height() > 0


def test_filters_without_room_lie_behind_a_button_that_counts_those_that_are_set(full):
    bar = full.library.bar
    full.window.resize(1280, 800)
    settle()
    assert bar.fold.isVisible()
    assert bar.key.parentWidget() is bar.fold.panel
    bar.key.setCurrentIndex(3)
    settle()
    assert bar.fold.text() == "Filters · 1"
    bar.fold.click()
    settle()
    assert bar.key.isVisible()
    assert bar.fold.panel.isVisible()
    bar.fold.panel.hide()
    full.window.resize(2560, 1080)
    settle()
    assert not bar.fold.isVisible()
    assert bar.key.parentWidget() is bar
    bar.reset()
    full.window.resize(1280, 800)
    settle()
    assert bar.fold.text() == "Filters"


@pytest.mark.parametrize("scale", [100, 150])
def test_the_count_of_tracks_stays_where_it_is_and_the_search_box_holds_sixteen_letters(
    full, scale
):
    full.window.resize(*SMALL)
    full.looks.scale((scale - 100) // 10)
    settle()
    bar = full.library.bar
    before, table = bar.count.geometry(), full.library.table.mapTo(full.window, QPoint())
    for wanted in ("nothing like this", ""):
        bar.search.setText(wanted)
        bar._say()
        settle()
        assert bar.count.geometry() == before
        assert full.library.mapTo(full.window, QPoint()).y() <= table.y()
        letters = bar.search.fontMetrics().averageCharWidth() * 16
        assert bar.search.width() >= letters + full.looks.theme.px(24)


@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080), (2560, 1440)])
@pytest.mark.parametrize("scale", [100, 150, 200])
def test_title_tempo_key_and_trust_are_whole_in_every_window(full, size, scale):
    full.window.resize(*size)
    full.looks.scale((scale - 100) // 10)
    settle()
    table, columns = full.library.table, full.library.model.columns
    metrics, around = table.fontMetrics(), 2 * (full.looks.theme.px(PADDING) + BESIDE)
    samples = {"title": "Kicks", "bpm": "174.00", "key": "12A  C#m", "trust": "100 %"}
    for place, column in enumerate(columns):
        if column.name in samples:
            left, wide = table.columnViewportPosition(place), table.columnWidth(place)
            assert left + wide <= table.viewport().width(), column.name
            words = metrics.horizontalAdvance(samples[column.name])
            assert wide - around >= words, column.name
    edges = {table.columnViewportPosition(p) + table.columnWidth(p) for p in range(len(columns))}
    assert table.viewport().width() in edges  # no column is cut in two


def test_a_small_window_with_large_letters_shows_three_whole_rows(full):
    track = full.studio.tracks.all()[0]
    for number in range(9):
        full.studio.tracks.add(
            replace(track, path=f"/music/{number}.mp3", payload=f"{number:032x}")
        )
    full.studio.list_tracks()
    full.window.resize(*SMALL)
    full.looks.scale(5)
    settle()
    table = full.library.table
    assert table.viewport().height() >= 3 * table.rowHeight(0)
    assert table.viewport().height() % table.rowHeight(0) < table.viewport().height() / 3
    assert table.rowHeight(0) >= table.fontMetrics().height()


def test_the_label_of_an_event_stands_beside_its_kind_and_nothing_scrolls_sideways(full):
    full.window.resize(*SMALL)
    settle()
    table = full.events.table
    titles = [full.events.model.headerData(at, Qt.Orientation.Horizontal) for at in range(4)]
    assert titles == ["Time", "Kind", "Label", "Bar.beat"]
    assert not table.horizontalScrollBar().isVisible()
    assert table.columnViewportPosition(2) + table.columnWidth(2) <= table.viewport().width()
    assert full.events.model.text(0, 5) == "Model"
    assert "classic-1" in full.events.model.tip(0)
    beats = {full.events.model.text(row, 3).count(".") for row in range(full.events.model.rows())}
    assert beats == {2}


def test_all_pads_say_their_time_or_none_does(full):
    for wide in (1000, 1280, 1700):
        full.window.resize(wide, 800)
        settle()
        said = {bool(pad.words().time) for pad in full.pads.pads.values() if pad._name}
        assert len(said) == 1


def test_what_was_refused_lies_over_no_list_and_can_be_closed(full):
    for scale in (0, 5):
        full.window.resize(*SMALL)
        full.looks.scale(scale)
        full.studio.problems.told_of("No backup was written.")(Refused("The disk is full."))
        settle()
        assert full.toast.accessibleName() == "No backup was written. The disk is full."
        for dock in full.window.docks.values():
            place = QRect(dock.mapTo(full.window, QPoint()), dock.size())
            assert dock.visibleRegion().isEmpty() or not place.intersects(full.toast.geometry())
        full.toast.away.click()
        assert not full.toast.isVisible()


def test_what_was_done_is_told_in_a_low_window_too(full):
    full.window.resize(1280, 620)
    full.looks.scale(10)
    settle()
    full.studio.said.emit("Moved the grid")
    assert not full.window.statusBar().isVisible()
    assert full.window.said.floating.isVisible()
    assert full.window.said.text() == full.window.said.floating.text() == "Moved the grid"
    full.looks.scale(-10)
    settle()
    assert full.window.statusBar().isVisible()


@pytest.mark.parametrize("tokens", ALL_TOKENS.values(), ids=ALL_TOKENS)
def test_words_read_on_a_pad_of_any_colour(tokens):
    for colour in (*KIND_COLOURS.values(), *COLOURS):
        for share in (TINT, LIVELY):
            ground = mixed(colour, tokens.raised, share)
            assert contrast(tokens.text, ground) >= 4.5, (colour, share)
        assert contrast(tokens.muted, mixed(colour, tokens.raised, TINT)) >= 4.5, colour


def test_a_choice_is_as_wide_as_what_is_chosen(full):
    choice = full.library.bar.status
    before = choice.width()
    choice.setCurrentText("Labels imported")
    settle()
    assert choice.width() > before
    words = choice.fontMetrics().horizontalAdvance(choice.currentText())
    assert choice.width() > words


def test_a_long_title_ends_in_dots_and_is_whole_in_its_tip(full):
    title = full.inspector.title
    title.setText("A very long title " * 40)
    settle()
    assert title.minimumSizeHint().width() < title.fontMetrics().horizontalAdvance(title.text())
    assert title.toolTip() == title.text()
    assert full.inspector.width() <= full.window.width()


def test_columns_of_the_list_hold_what_is_usual_in_them(full):
    samples = {"bpm": "174.00", "seconds": "1:02:03", "key": "12A  C#m", "cues": "16"}
    metrics = full.library.table.fontMetrics()
    around = 2 * (full.looks.theme.px(PADDING) + BESIDE)
    for place, column in enumerate(full.library.model.columns):
        full.library.table.show_column(place, True)
        wide = full.library.table.columnWidth(place) - around
        for words in (column.title, samples.get(column.name, "")):
            assert metrics.horizontalAdvance(words) <= wide, column.title


def test_a_track_of_which_nothing_is_known_has_a_sentence_in_place_of_events(full):
    assert full.events.table.isVisible()
    lost = full.studio.tracks.add(Track(TrackId(0), "/music/lost.mp3", "beef", 100.0))
    full.studio.open_track(lost.track_id)
    assert full.events.nothing.isVisible()
    assert not full.events.table.isVisible()
    full.commands["cue.add"].run()
    assert full.events.table.isVisible()
