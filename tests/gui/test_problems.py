"""A mistake of ours: one window, with a report to copy and nothing of the person's music in it."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from edmstudio.gui.keys import keymap_file
from edmstudio.gui.keys.dialog import KeysDialog
from edmstudio.gui.keys.keymap import Keymap
from edmstudio.gui.problems import ReportWindow, report


def reports(qapp):
    return [w for w in qapp.topLevelWidgets() if isinstance(w, ReportWindow) and w.isVisible()]


def test_one_window_tells_of_a_bug_however_often_it_comes(full, qapp):
    text = report(ZeroDivisionError("/music/Ann - Kicks.mp3"))
    assert "Kicks" not in text
    for _ in range(3):
        full.news._broken(text)
    (window,) = reports(qapp)
    copy = next(b for b in window.findChildren(QPushButton) if "Copy" in b.text())
    QTest.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert "ZeroDivisionError" in qapp.clipboard().text()
    assert "EDM Studio: " in qapp.clipboard().text()
    window.close()
    QCoreApplication.processEvents()
    full.news._broken(text)
    assert len(reports(qapp)) == 1
    reports(qapp)[0].close()


@pytest.fixture
def keys(full, qtbot):
    dialog = KeysDialog(full.commands, Keymap(), full.window)
    qtbot.addWidget(dialog)
    dialog.changed.connect(full._use_keys)
    return dialog


def test_keys_travel_to_another_computer(full, keys, tmp_path):
    keys._hold(Keymap("Serato", {"undo": ("Ctrl+U",)}))
    keys.files.save(tmp_path / "keys.json")
    keys._hold(Keymap())
    assert full.router.keymap.preset == "EDM Studio"
    keys.files.load(tmp_path / "keys.json")
    assert full.router.keymap == Keymap("Serato", {"undo": ("Ctrl+U",)})
    assert keys.preset.currentText() == "Serato"


@pytest.mark.parametrize(
    "text", ["", "[]", '{"preset": "Piano", "keys": {}}', '{"preset": "Serato"}']
)
def test_a_file_that_holds_no_keys_is_told_in_a_sentence(full, keys, tmp_path, text):
    (tmp_path / "keys.json").write_text(text)
    before = full.router.keymap
    keys.files.load(tmp_path / "keys.json")
    assert full.router.keymap == before
    assert "keys.json" in keys.said.text()
    assert "help:" in keys.said.text()


def test_keys_that_cannot_be_written_leave_nothing_behind(keys, tmp_path):
    keys.files.save(tmp_path / "nowhere" / "keys.json")
    assert "can't be written" in keys.said.text()
    keymap_file.write(keys.keymap, tmp_path / "keys.json")
    assert [path.name for path in tmp_path.glob("*.json*")] == ["keys.json"]
