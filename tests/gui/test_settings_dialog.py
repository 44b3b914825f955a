"""The settings in the window: each under a heading, with its unit, and kept as it was."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton

from edmstudio.app.settings import Settings, described
from edmstudio.gui.settings_dialog import SettingsDialog
from edmstudio.gui.settings_fields import GROUPS


@pytest.fixture
def dialog(full):
    full.commands["settings"].run()
    return full.window.findChild(SettingsDialog)


def saved(dialog):
    chosen = []
    dialog.chosen.connect(chosen.append)
    next(b for b in dialog.findChildren(QPushButton) if b.text() == "Save").click()
    return chosen[0]


def test_every_setting_stands_under_one_heading():
    shown = [name for members in GROUPS.values() for name in members]
    assert sorted(shown) == sorted(each.name for each in described())


def test_what_nobody_touched_is_saved_as_it_was(full, dialog):
    assert saved(dialog) == full.studio.settings


def test_a_choice_is_shown_with_a_capital_and_kept_in_its_word(dialog):
    theme = dialog.fields["theme"].widget
    assert theme.currentText() == "Dark"
    theme.setCurrentIndex(theme.findText("High contrast"))
    dialog.fields["output"].widget.setEditText("My card")
    chosen = saved(dialog)
    assert (chosen.theme, chosen.output) == ("high-contrast", "My card")


def test_numbers_have_units_and_empty_places_say_what_is_usual(dialog):
    assert dialog.fields["music_volume"].widget.text() == "100\u00a0%"
    assert dialog.fields["latency"].widget.text() == "80\u00a0ms"
    assert dialog.fields["workers"].widget.text() == "Automatic"
    for name in ("library", "cache"):
        field = dialog.fields[name].widget
        assert isinstance(field, QLineEdit)
        assert Path(field.placeholderText()).is_absolute()
    assert dialog.fields["annotator"].widget.placeholderText() == Settings().signature


def test_on_a_small_screen_no_row_is_cut_at_150_per_cent(full):
    full.window.resize(1280, 800)
    full.looks.scale(5)
    full.commands["settings"].run()
    made = full.window.findChild(SettingsDialog)
    for tab in range(made.groups.count()):
        made.groups.setCurrentIndex(tab)
        page = made.groups.currentWidget()
        assert page.widget().minimumSizeHint().height() <= page.viewport().height() + 1
    made.close()
