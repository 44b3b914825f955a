"""The style sheet of all widgets, made from the tokens."""

from collections.abc import Callable
from string import Template

from edmstudio.app.resources import folder
from edmstudio.gui.look.tokens import Tokens

SIZES = {
    "hair": 1, "ring": 2, "r_small": 4, "radius": 6, "r_large": 8, "p1": 2, "p2": 4, "p3": 6,
    "p4": 8, "p5": 12, "p6": 16, "control": 20, "indicator": 15, "bar": 12, "bar_gap": 3,
    "handle": 28, "menu": 20, "progress": 6, "knob": 14, "sunk": 5, "knob_round": 7,
    "play": 29, "play_round": 16,
}  # fmt: skip
BESIDE = 3  # pixels that Qt puts on each side of an item's text, at every size of text


def item_padding(px: Callable[[float], int]) -> int:
    """Pixels on each side of the words of a cell, or of a heading."""
    return px(SIZES["p3"]) + BESIDE


_SHEET = Template("""
QWidget { color: $text; placeholder-text-color: $muted; selection-background-color: $accent;
  selection-color: $on_accent; }
QMainWindow, QDialog, QDockWidget { background: $surface; }
QMainWindow::separator { background: $border; width: $hair; height: $hair; }
QMainWindow::separator:hover { background: $accent; }
QFrame[role="popup"] { background: $surface; border: $hair solid $edge; }
QFrame[role="card"] { background: $raised; border: $hair solid $edge; border-radius: $r_large; }
QFrame[role="card"]:hover { border-color: $accent; }
QToolTip { background: $raised; color: $text; border: $hair solid $border_strong; padding: $p2; }

QLabel[role="muted"] { color: $muted; }
QLabel[role="title"] { font-size: ${title}; font-weight: 600; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="warning"] { color: $doubt; font-weight: 600; }
QLabel[role="display"] { font-size: ${display}; font-weight: 600; }
QLabel[role="key"] { background: $raised; border: $hair solid $border; border-radius: $r_small;
  padding: 0px $p3; color: $text; font-size: ${small}; }

QPushButton, QToolButton { background: $raised; border: $hair solid $edge;
  border-radius: $radius; padding: $p2 $p5; min-height: $control; }
QToolButton { padding: $p2; min-width: $control; }
QPushButton:hover, QToolButton:hover { background: $hover; border-color: $border_strong; }
QPushButton:pressed, QToolButton:pressed { background: $accent_soft; }
QPushButton:checked, QToolButton:checked { background: $accent_soft; border-color: $accent; }
QPushButton:disabled, QToolButton:disabled { color: $disabled; background: $surface;
  border-color: $border; }
QPushButton:focus { border: $ring solid $focus; padding: $p2_in $p5_in; }
QToolButton:focus { border: $ring solid $focus; padding: $p2_in; }
QPushButton[primary="true"] { background: $accent; color: $on_accent; border-color: $accent;
  font-weight: 600; }
QPushButton[primary="true"]:focus { border: $ring solid $text; }
QPushButton[primary="true"]:disabled { background: $raised; color: $disabled;
  border-color: $border; }
QToolButton[flat="true"] { background: transparent; border-color: transparent; }
QToolButton[flat="true"]:hover { background: $hover; }
QToolButton[flat="true"]:checked { background: $accent_soft; border-color: $accent; }
QToolButton[flat="true"]:focus { border: $ring solid $focus; }
QToolButton[role="small"] { min-width: $p6; min-height: $p6; padding: $p1;
  margin: $p2 0px; border-radius: $r_small; }
QToolButton[role="play"] { background: $accent_soft; border-color: $accent; min-width: $play;
  min-height: $play; border-radius: $play_round; padding: $p1; }
QToolButton[role="play"]:hover { background: $hover; }
QToolButton[role="play"]:disabled { background: $raised; border-color: $border; }
QToolButton::menu-indicator { image: none; }

QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QComboBox {
  background: $background; border: $hair solid $border_strong; border-radius: $radius;
  padding: $p2 $p3; min-height: $control; }
QSpinBox, QDoubleSpinBox { max-height: $control; }
QComboBox, QSpinBox, QDoubleSpinBox { background: $raised; border-color: $edge; }
QComboBox, QLineEdit[role="choice"] { padding-left: $p4; }
QLineEdit[role="choice"] { background: $raised; border-color: $edge; }
QLineEdit QToolButton { background: transparent; border: none; padding: 0px; margin: 0px;
  min-width: 0px; min-height: 0px; }
QLineEdit:hover, QComboBox:hover, QSpinBox:hover, QDoubleSpinBox:hover { border-color: $muted; }
QComboBox QLineEdit, QAbstractSpinBox QLineEdit, QAbstractItemView QLineEdit {
  background: transparent; border: none; padding: 0px; min-height: 0px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus,
QComboBox:focus { border: $ring solid $focus; padding: $p2_in $p3_in; }
QComboBox:focus, QLineEdit[role="choice"]:focus { padding-left: $p4_in; }
QComboBox QLineEdit:focus, QAbstractSpinBox QLineEdit:focus { border: none; padding: 0px; }
QLineEdit:disabled, QComboBox:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled {
  color: $disabled; background: $surface; border-color: $border; }
*[still="true"]:disabled { color: $text; }
QCheckBox[still="true"]::indicator:checked:disabled { background: $muted; }
QTextBrowser { border: none; padding: 0px; }
QTextBrowser:focus { border: $hair solid $focus; padding: 0px; }
QComboBox::drop-down { border: none; width: $p6; }
QComboBox::down-arrow { image: url("$chevron"); width: $p5; height: $p5; }
QComboBox QAbstractItemView { background: $raised; border: $hair solid $border_strong;
  padding: $p2; outline: none; }

QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; border: none; }

QCheckBox, QRadioButton { spacing: $p4; }
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator {
  width: $indicator; height: $indicator;
  border: $hair solid $border_strong; background: $background; }
QCheckBox::indicator, QAbstractItemView::indicator { border-radius: $r_small; }
QRadioButton::indicator { border-radius: $p4; }
QCheckBox::indicator:checked, QRadioButton::indicator:checked,
QAbstractItemView::indicator:checked { background: $accent;
  border-color: $accent; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked { image: url("$check"); }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $muted; }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border: $ring solid $focus;
  width: $indicator_in; height: $indicator_in; }
QCheckBox::indicator:checked:focus, QRadioButton::indicator:checked:focus { border-color: $text; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $border;
  background: $surface; }
QCheckBox::indicator:checked:disabled, QRadioButton::indicator:checked:disabled {
  background: $disabled; }
QCheckBox:disabled, QRadioButton:disabled { color: $disabled; }

QMenuBar { background: $surface; border-bottom: $hair solid $border; padding: $p1; }
QMenuBar::item { padding: $p2 $p4; border-radius: $r_small; background: transparent; }
QMenuBar::item:selected { background: $hover; }
QMenu { background: $raised; border: $hair solid $border_strong; border-radius: $radius;
  padding: $p2; }
QMenu::item { padding: $p2 $p6 $p2 $menu; border-radius: $r_small; }
QMenu::item:selected { background: $accent; color: $on_accent; }
QMenu::item:disabled { color: $disabled; background: transparent; }
QMenu::indicator { width: $indicator; height: $indicator; left: $p3;
  border: $hair solid $border_strong; border-radius: $r_small; background: $background; }
QMenu::indicator:checked { background: $accent; border-color: $accent; image: url("$check"); }
QMenu::separator { height: $hair; background: $border; margin: $p2 $p4; }

QToolBar { background: $surface; border: none; border-bottom: $hair solid $border;
  spacing: $p2; padding: $p2 $p4; }
QToolBar::separator { background: $border; width: $hair; margin: $p2 $p3; }
QStatusBar { background: $surface; border-top: $hair solid $border; color: $muted; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: $muted; }
QStatusBar QPushButton { padding: 0px $p4; min-height: 0px; border-radius: $r_small; }

QAbstractItemView { background: $background; alternate-background-color: $surface;
  border: $hair solid $background; outline: none; }
QAbstractItemView::item { padding: $p1 $p3; }
QTreeView::item, QListView::item { padding: $p2 $p3; }
QAbstractItemView::item:hover { background: $hover; }
QAbstractItemView::item:selected { background: $accent_soft; color: $text; }
QAbstractItemView::item:selected:active { background: $accent_soft; color: $text; }
QAbstractItemView:focus { border: $hair solid $focus; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section { background: $surface; color: $muted; border: none;
  border-bottom: $hair solid $border; padding: $p2 $head; }
QHeaderView::section:hover { color: $text; background: $hover; }
QHeaderView::up-arrow, QHeaderView::down-arrow { width: $p4; height: $p4;
  subcontrol-position: center right; right: $p1; }
QHeaderView::down-arrow { image: url("$chevron"); }
QHeaderView::up-arrow { image: url("$chevron_up"); }
QTableCornerButton::section { background: $surface; border: none; }

QTabWidget::pane { border: none; border-top: $hair solid $border; }
QTabBar { background: $surface; }
QTabBar::tab { background: transparent; color: $muted; padding: $p4;
  border-bottom: $ring solid transparent; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; border-bottom: $ring solid $accent; }
QTabBar::tab:focus { color: $focus; }
QGroupBox { border: $hair solid $border; border-radius: $r_large; margin-top: $p6;
  padding: $p4; }
QGroupBox::title { subcontrol-origin: margin; left: 0px; padding: 0px; color: $muted; }

QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: $bar; margin: 0; }
QScrollBar:horizontal { height: $bar; margin: 0; }
QScrollBar::handle { background: $edge; border-radius: $bar_gap; margin: $bar_gap; }
QScrollBar::handle:vertical { min-height: $handle; }
QScrollBar::handle:horizontal { min-width: $handle; }
QScrollBar::handle:hover { background: $muted; }
QAbstractScrollArea::corner { background: transparent; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QSlider::groove:horizontal { height: $p2; background: $border; border-radius: $p1; }
QSlider::sub-page:horizontal { background: $accent; border-radius: $p1; }
QSlider::handle:horizontal { width: $knob; height: $knob; margin: -$sunk 0; background: $text;
  border-radius: $knob_round; }
QSlider:focus { border: $hair solid $focus; border-radius: $r_small; }
QProgressBar { background: $border; border: none; border-radius: $p1; max-height: $progress;
  min-height: $progress; color: transparent; }
QProgressBar::chunk { background: $accent; border-radius: $p1; }
QProgressBar::chunk:disabled { background: $disabled; }
QSplitter::handle { background: $surface; }
QSplitter::handle:horizontal { width: $p2; border-right: $hair solid $border; }
QSplitter::handle:vertical { height: $p2; border-bottom: $hair solid $border; }
QSplitter::handle:hover { background: $accent; }
""")


def stylesheet(tokens: Tokens, px: Callable[[float], int]) -> str:
    """The sheet for these tokens; `px` scales a size of the design to logical pixels."""
    names: dict[str, object] = {name: getattr(tokens, name) for name in tokens.__slots__}
    names.update({name: f"{px(size)}px" for name, size in SIZES.items()})
    names.update(small=f"{px(11)}px", title=f"{px(16)}px", display=f"{px(22)}px", hair="1px")
    names["head"] = f"{item_padding(px)}px"
    grown = px(SIZES["ring"]) - 1  # a ring grows inwards: what it lies round stays put
    for name in ("p2", "p3", "p4", "p5"):
        names[f"{name}_in"] = f"{max(px(SIZES[name]) - grown, 0)}px"
    names["indicator_in"] = f"{px(SIZES['indicator']) - 2 * grown}px"
    pictures = {"chevron": "chevron", "chevron_up": "chevron-up"}
    pictures["check"] = "check" if tokens.dark else "check-white"  # on the accent
    for name, picture in pictures.items():
        names[name] = (folder("icons") / f"{picture}.svg").as_posix()
    return _SHEET.substitute(names)
