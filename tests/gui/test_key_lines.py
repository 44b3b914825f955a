"""The page of all keys: pads in one line, sequences as one key after the other, and a search."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from edmstudio.gui.keys.cheat_sheet import CheatSheet
from edmstudio.gui.keys.key_lines import lines, under_menus
from edmstudio.gui.keys.keymap import Keymap


def test_what_all_pads_have_is_one_line_until_one_of_them_has_a_key_of_its_own(empty):
    titles = [line.title for line in lines(empty.commands, Keymap())]
    assert titles.count("Pad A to H: set or jump") == 1
    assert not any("pad B" in title for title in titles)
    own = Keymap().with_keys("hotcue.3", ("Ctrl+Alt+Shift+9",))
    alone = [line.title for line in lines(empty.commands, own) if "set or jump" in line.title]
    assert len(alone) == 8


def test_every_command_with_a_key_is_on_the_page(empty):
    keyed = [each for each in empty.commands if Keymap().keys_of(each)]
    found = lines(empty.commands, Keymap())
    assert sum(8 if line.upto else 1 for line in found) == len(keyed)


def test_lines_of_one_menu_stay_together(empty):
    menus = [menu for menu, _ in under_menus(lines(empty.commands, Keymap()))]
    assert len(menus) == len(set(menus))


def test_the_page_finds_a_command_by_its_words_and_escape_closes_it(empty):
    empty.commands["help.keys"].run()
    sheet = empty.window.findChild(CheatSheet)
    QTest.keyClicks(sheet.search, "lanes spectrogram")
    shown = [label.text() for label in sheet.area.widget().findChildren(QLabel)]
    assert shown[:5] == ["View", "V", "then", "P", "Lanes › Spectrogram"]
    QTest.keyClick(sheet.search, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
