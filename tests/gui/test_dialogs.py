"""Laws of the dialogs: one order of buttons, whole lines, and files that can be told apart."""

import shutil
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QTreeView, QVBoxLayout, QWidget

from edmstudio.gui.exchange.changes_dialog import columns_of, grouped
from edmstudio.gui.exchange.export_words import CHANGES, STAYS
from edmstudio.gui.moments import ago
from edmstudio.gui.widgets.cells_table import CellsTable
from edmstudio.gui.widgets.chooser import DATE, KIND, NAME, Chooser
from edmstudio.gui.widgets.foot import foot, leaving
from edmstudio.gui.widgets.room import fit_snug
from edmstudio.interchange.loss_report import Loss
from edmstudio.store.backups import Glance, back_up, glance
from tests.reports.staged_dialogs import changes, files_left_out, merging, old_tags, report

COMMANDS = (
    "settings", "cue.templates", "export", "import", "help.about", "library.restore",
    "library.left-out", "tags.restore",
)  # fmt: skip
STAGED = (changes, files_left_out, merging, old_tags, report)
NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)


def by_command(name):
    def opened(made):
        made.commands[name].run()
        return next(each for each in made.window.findChildren(QDialog) if each.isVisible())

    opened.__name__ = name
    return opened


@pytest.mark.parametrize(
    "opened", [*map(by_command, COMMANDS), *STAGED], ids=lambda opened: opened.__name__
)
def test_a_dialog_ends_with_help_what_leaves_and_what_acts(full, opened):
    dialog = opened(full)
    QCoreApplication.processEvents()
    low = dialog.height() - 3 * dialog.fontMetrics().height()
    buttons = [each for each in dialog.findChildren(QPushButton) if below(dialog, each, low)]
    (help_link,) = (each for each in dialog.findChildren(QLabel) if 'href="help:' in each.text()
                    and below(dialog, each, low))  # fmt: skip
    in_order = sorted(buttons, key=lambda each: left_of(dialog, each))
    assert left_of(dialog, help_link) < left_of(dialog, in_order[0])
    words = [each.text() for each in in_order]
    acts = [each.text() for each in in_order if each.property("primary") == "true"]
    assert words[len(words) - len(acts) :] == acts
    assert words[len(words) - len(acts) - 1] in ("Cancel", "Close")
    dialog.close()


def below(dialog: QWidget, widget: QWidget, low: int) -> bool:
    return widget.isVisible() and widget.mapTo(dialog, QPoint()).y() >= low


def left_of(dialog: QWidget, widget: QWidget) -> int:
    return widget.mapTo(dialog, QPoint()).x()


def test_a_dialog_opens_with_whole_lines_and_no_cell_is_wider_than_the_list(qtbot):
    dialog, table = QDialog(), CellsTable("Lines", ("One", "Two", "Three"), wide=1, figures=(2,))
    qtbot.addWidget(dialog)
    for number in range(300):
        table.add(("short", "a word of many letters " * 9, f"{number:,}"))
    layout = QVBoxLayout(dialog)
    layout.addWidget(table)
    layout.addLayout(foot("export", leaving(dialog, "Close")))
    fit_snug(dialog, 700)
    dialog.show()
    assert table.viewport().height() % table.rowHeight(0) == 0
    assert table.horizontalHeader().length() <= table.viewport().width()


def test_changes_are_told_in_the_words_of_the_window_track_by_track():
    loop = "Ann – Kicks: loop 2: 62.000 s to 63.875 s Outro → empty"
    cue = "Ann – Kicks: cue 1: 4.000 s Drop → 4.000 s Drop"
    assert columns_of(loop) == ("Ann – Kicks", "Loop 2", "1:02.000 to 1:03.875 Outro", "–")
    assert columns_of(cue)[1:3] == ("Cue A", "0:04.000 Drop")
    assert "another colour" in columns_of(cue)[3]
    held = grouped([loop, "Bob: grid: none → 128.00 BPM from 0.459 s", cue, "put otherwise"])
    assert {track: len(lines) for track, lines in held.items()} == {
        "Ann – Kicks": 2, "Bob": 1, "": 1,
    }  # fmt: skip
    assert held["Bob"] == [("Grid", "–", "128.00 BPM from 0:00.459")]


def test_every_kind_of_loss_has_words_in_the_export():
    assert set(STAYS) | set(CHANGES) == set(Loss)
    assert not set(STAYS) & set(CHANGES)


def test_files_to_choose_from_are_told_apart_by_name_size_and_date(qtbot, full, tmp_path):
    shutil.copy(full.studio.places.library, tmp_path / "a library with quite a long name.db")
    chooser = Chooser("Open", full.window)
    chooser.setDirectory(str(tmp_path))
    chooser.open()
    tree = chooser.findChild(QTreeView, "treeView")
    qtbot.waitUntil(lambda: tree.model().rowCount(tree.rootIndex()) > 0, timeout=5_000)
    QCoreApplication.processEvents()
    header = tree.header()
    assert header.isSectionHidden(KIND)
    assert header.length() <= tree.viewport().width()
    assert header.sectionSize(DATE) >= tree.sizeHintForColumn(DATE)
    assert header.sectionSize(NAME) >= tree.sizeHintForColumn(NAME)
    assert chooser.width() <= full.window.width()
    chooser.close()


@pytest.mark.parametrize(
    ("past", "said"),
    [
        (timedelta(seconds=40), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(hours=23), "23 hours ago"),
        (timedelta(days=9), "1 week ago"),
        (timedelta(days=800), "2 years ago"),
        (-timedelta(days=1), "just now"),
    ],
)
def test_an_age_is_told_in_its_largest_unit(past, said):
    assert ago(NOW - past, NOW) == said


def test_a_glance_at_a_backup_leaves_nothing_behind_and_damage_is_no_trouble(full, tmp_path):
    backup = tmp_path / "one.backup"
    back_up(full.studio.library, backup)
    assert glance(backup) == Glance(tracks=1, corrections=0)
    backup.write_bytes(b"no library at all")
    assert glance(backup) is None
    assert glance(tmp_path / "gone.backup") is None
    assert not list(tmp_path.glob("one.backup-*"))
    assert not (tmp_path / "gone.backup").exists()
