"""The manual in the window: the page of the view in focus, links, searching, and every look."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QUrl
from PySide6.QtGui import QColor, QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from edmstudio.app.manual import EXPLAINED, Manual
from edmstudio.domain.refused import Fault, Refused
from edmstudio.gui.exchange.export_dialog import ExportDialog
from edmstudio.gui.help.places import PAGES, page_about
from edmstudio.gui.help.window import HelpWindow
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.run import VERSION, greet
from tests.gui.desks import places_in, press, window_on

ROOT = Path(__file__).parents[2]
GUI = ROOT / "edmstudio" / "gui"
F1 = Qt.Key.Key_F1
SHIFT = Qt.KeyboardModifier.ShiftModifier


def helping(made):
    return made.doors.help.helping


def shown(made):
    """The heading that the reader is at."""
    return helping(made).shown._been[-1]


@pytest.fixture
def manual_window(qtbot):
    window = HelpWindow(Manual(), Theme())
    qtbot.addWidget(window)
    window.open("trust")
    return window


def test_f1_opens_the_page_of_the_view_that_has_the_focus(full):
    press(full, F1)
    assert shown(full) == "window#the-timeline"
    for widget, page in (
        (full.library.table, "library"),
        (full.events.table, "window#events"),
        (full.pads.findChildren(QWidget)[0], "cues#pads"),
    ):
        widget.setFocus()
        QTest.keyClick(widget, F1)
        assert shown(full) == page
    assert helping(full).shown.isVisible()


def test_f1_works_in_a_dialog_and_leaves_it_open(full, qtbot):
    full.doors.exchange.export()
    dialog = full.window.findChild(ExportDialog)
    QTest.keyClick(dialog.format, F1)
    assert shown(full) == "export"
    assert dialog.isVisible()
    assert helping(full).shown.isVisible()
    QTest.keyClick(dialog.format, Qt.Key.Key_D)  # no other key of the window is heard there
    assert full.studio.session.undo_title is None
    dialog.close()


def test_every_part_of_the_window_has_a_page(full):
    there = {type(widget).__name__ for widget in full.window.findChildren(QWidget)}
    dialogs = {name for name in PAGES if name.endswith("Dialog")}
    assert set(PAGES) - dialogs <= there
    sources = "".join(file.read_text("utf-8") for file in GUI.rglob("*_dialog.py"))
    sources += (GUI / "keys" / "dialog.py").read_text("utf-8")
    assert {name for name in dialogs if f"class {name}(QDialog)" not in sources} == set()
    assert page_about(None) == "first-steps"


def test_a_refusal_is_told_with_the_way_to_its_page(full):
    full.studio.session.refused.emit(Refused("The disk <is> full.", Fault.DATABASE))
    assert full.toast.accessibleName() == "The disk <is> full."
    assert "The disk &lt;is&gt; full." in full.toast.text()
    assert f"help:{EXPLAINED[Fault.DATABASE]}" in full.toast.text()
    press(full, F1, SHIFT)
    assert shown(full) == EXPLAINED[Fault.DATABASE]


def test_the_first_message_of_a_window_has_room_round_its_words_and_for_its_cross(full):
    full.studio.session.refused.emit(Refused("The disk is full.", Fault.DATABASE))
    toast, margins = full.toast, full.toast.contentsMargins()
    assert toast.height() >= toast.fontMetrics().height() + margins.top() + margins.bottom()
    assert margins.top() > 0
    assert toast.away.geometry().left() >= toast.width() - margins.right()
    assert toast.rect().contains(toast.away.geometry())


def test_a_click_on_the_link_in_a_toast_opens_the_page(full):
    full.studio.problems.tell(Refused("No permission.", Fault.PERMISSION))
    toast = full.toast
    QCoreApplication.processEvents()
    line = toast.fontMetrics().horizontalAdvance("No permission. What")
    left = (toast.width() - toast.fontMetrics().horizontalAdvance("No permission. What to do")) // 2
    place = toast.rect().center()
    place.setX(left + line)
    QTest.mouseClick(toast, Qt.MouseButton.LeftButton, pos=place)
    assert shown(full) == EXPLAINED[Fault.PERMISSION]
    assert not toast.isVisible()


def test_a_link_in_any_label_opens_its_page(full):
    QDesktopServices.openUrl(QUrl("help:trust#grid"))
    assert shown(full) == "trust#grid"


def test_what_a_dialog_was_refused_is_a_stop_of_the_tab_key(full, qtbot, tmp_path):
    full.doors.exchange.export()
    dialog = full.window.findChild(ExportDialog)
    qtbot.waitUntil(lambda: dialog.settled, timeout=10_000)
    said = dialog.parts.ledger.counted
    assert said.focusPolicy() != Qt.FocusPolicy.StrongFocus
    dialog.job.refused.emit(Refused("It is locked.", Fault.PERMISSION))
    assert said.focusPolicy() == Qt.FocusPolicy.StrongFocus
    said.setFocus(Qt.FocusReason.TabFocusReason)
    said.focusNextPrevChild(True)  # as Tab does: to the link inside
    QTest.keyClick(said, Qt.Key.Key_Return)
    assert shown(full) == EXPLAINED[Fault.PERMISSION]
    said.setText("1 track.")
    assert said.focusPolicy() != Qt.FocusPolicy.StrongFocus
    dialog.close()


def test_the_manual_is_searched_by_key_and_mouse(manual_window):
    window = manual_window
    QTest.keyClick(window.reader, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(window.search, "second 0")
    assert window.list.item(0).text().startswith("Import › Second 0")
    QTest.keyClick(window.search, Qt.Key.Key_Return)
    assert window.reader.page.name == "import"
    assert len(window.reader.extraSelections()) >= 2
    window.step(-1)
    assert window.reader.page.name == "trust"
    window.search.clear()
    assert window.list.count() == len(Manual().pages)
    window.search.setText("xyzzy")
    assert "Nothing" in window.list.item(0).text()


def test_links_lead_on_and_back(manual_window):
    window = manual_window
    window.reader.anchorClicked.emit(QUrl("window.md#events"))
    assert (window.reader.page.name, window.windowTitle()) == ("window", "Help: The window")
    assert window.reader.textCursor().block().text() == "Events"
    window.reader.anchorClicked.emit(QUrl("#history"))
    assert window.reader.textCursor().block().text() == "History"
    QTest.keyClick(window.reader, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.reader.textCursor().block().text() == "Events"
    window.step(-1)
    assert not window.back.isEnabled()
    assert window.on.isEnabled()


def test_escape_closes_the_manual(manual_window):
    QTest.keyClick(manual_window.reader, Qt.Key.Key_Escape)
    assert not manual_window.isVisible()


@pytest.mark.parametrize("steps", [0, 5, 10])
def test_no_title_in_the_contents_is_cut(full, steps):
    full.looks.scale(steps)
    full.doors.help.contents()
    shown = full.doors.help.helping.shown
    QCoreApplication.processEvents()
    assert shown.list.sizeHintForColumn(0) <= shown.list.viewport().width()


def test_the_manual_wears_the_theme_and_the_size_of_text(full):
    full.doors.help.contents()
    reader = helping(full).shown.reader
    before = heading(reader)
    full.looks.scale(5)
    full.looks.next_theme()
    after = heading(reader)
    assert after.font().pixelSize() == round(before.font().pixelSize() * 1.5)
    assert QColor(full.looks.theme.tokens.background) == reader.palette().base().color()


def heading(reader):
    return reader.document().begin().begin().fragment().charFormat()


def test_no_picture_is_wider_than_the_column(manual_window):
    manual_window.go("first-steps")
    manual_window.resize(600, 600)
    QCoreApplication.processEvents()
    reader = manual_window.reader
    (wide,) = pictures_in(reader.document())
    assert 0 < wide <= reader.viewport().width()
    manual_window.resize(1400, 800)
    QCoreApplication.processEvents()
    assert wide < pictures_in(reader.document())[0] <= reader.viewport().width()


def pictures_in(document):
    """The widths of the pictures of a page."""
    found, block = [], document.begin()
    while block.isValid():
        place = block.begin()
        while not place.atEnd():
            form = place.fragment().charFormat()
            if form.isImageFormat():
                found.append(form.toImageFormat().width())
            place += 1
        block = block.next()
    return found


def test_the_manual_closes_with_the_window(full):
    full.doors.help.contents()
    help_window = helping(full).shown
    full.window.close()
    assert not help_window.isVisible()


def test_about_tells_versions_and_places_and_copies_them(full, qapp):
    full.doors.help.about()
    dialog = qapp.activeModalWidget()
    texts = {label.text() for label in dialog.findChildren(QLabel)}
    assert any("General Public License" in text for text in texts)
    dialog.copy.click()
    copied = qapp.clipboard().text()
    assert "SQLite: 3." in copied
    assert "PySide6-Essentials" in copied
    assert f"Library: {full.studio.places.library}" in copied
    dialog.close()


def test_after_an_update_what_is_new_is_a_click_away(full):
    greet(full)
    assert not full.toast.isVisible()  # nobody who is here for the first time
    full.remembered.setValue(VERSION, "0.0.1")
    greet(full)
    assert "help:whats-new" in full.toast.text()
    full.toast.hide()
    greet(full)
    assert not full.toast.isVisible()
    full.doors.help.news()
    assert helping(full).shown.reader.page.title == "Changelog"


def test_links_belong_to_the_window_that_was_opened_last(qapp, full, tmp_path):
    with window_on(places_in(tmp_path / "other")) as other:
        full.window.close()  # as when another library takes its place
        QDesktopServices.openUrl(QUrl("help:trust"))
        assert shown(other) == "trust"
        assert helping(full).shown is None
    assert not QDesktopServices.openUrl(QUrl("help:trust"))


def test_every_menu_and_key_that_the_manual_names_is_there(full):
    there = {
        " ▸ ".join([*command.menu.replace("&", "").split("/"), command.title]): command.keys
        for command in full.commands
    }
    menus = {" ▸ ".join(path.split(" ▸ ")[:n]) for path in there for n in (1, 2)}
    pages = [page.read_text(encoding="utf-8") for page in (ROOT / "resources/help").glob("*.md")]
    named = [
        (" ".join(path.split()), re.findall("`([^`]+)`", keys))
        for page in pages
        for path, keys in re.findall(r"\*\*([A-Z][^*]*? ▸ [^*]+)\*\*((?:\s*\(`[^)]+\))?)", page)
    ]
    assert len(named) > 30
    assert [path for path, _ in named if path not in there and path not in menus] == []
    assert [
        (path, keys) for path, keys in named if keys and not {*keys} <= {*there.get(path, keys)}
    ] == []
