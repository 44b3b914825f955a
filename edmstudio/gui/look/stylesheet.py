"""The style sheet of all widgets, made from the tokens."""

from collections.abc import Callable
from string import Template

from edmstudio.app.resources import folder
from edmstudio.gui.look.tokens import Tokens

SIZES = {
    "hair": 1, "ring": 2, "r_small": 4, "radius": 6, "r_large": 8, "p1": 2, "p2": 4, "p3": 6,
    "p4": 8, "p5": 12, "p6": 16, "control": 20, "indicator": 15, "bar": 11, "grip": 28, "menu": 20,
    "progress": 6, "knob": 14, "sunk": 5, "knob_round": 7,
}  # fmt: skip

_SHEET = Template("""
QWidget { color: $text; selection-background-color: $accent; selection-color: $on_accent; }
QMainWindow, QDialog, QDockWidget { background: $surface; }
QMainWindow::separator { background: $border; width: $hair; height: $hair; }
QMainWindow::separator:hover { background: $accent; }
QToolTip { background: $raised; color: $text; border: $hair solid $border_strong; padding: $p2; }

QLabel[role="muted"] { color: $muted; }
QLabel[role="title"] { font-size: ${title}; font-weight: 600; }
QLabel[role="display"] { font-size: ${display}; font-weight: 600; }
QLabel[role="chip"] { background: $raised; border: $hair solid $border; border-radius: $r_small;
  padding: $p1 $p4; }

QPushButton, QToolButton { background: $raised; border: $hair solid $border;
  border-radius: $radius; padding: $p2 $p5; min-height: $control; }
QToolButton { padding: $p2; min-width: $control; }
QPushButton:hover, QToolButton:hover { background: $hover; border-color: $border_strong; }
QPushButton:pressed, QToolButton:pressed { background: $accent_soft; }
QPushButton:checked, QToolButton:checked { background: $accent_soft; border-color: $accent; }
QPushButton:disabled, QToolButton:disabled { color: $disabled; background: $surface; }
QPushButton:focus, QToolButton:focus { border: $ring solid $focus; }
QPushButton[primary="true"] { background: $accent; color: $on_accent; border-color: $accent;
  font-weight: 600; }
QPushButton[primary="true"]:focus { border: $ring solid $text; }
QPushButton[primary="true"]:disabled { background: $raised; color: $disabled;
  border-color: $border; }
QToolButton[flat="true"] { background: transparent; border-color: transparent; }
QToolButton[flat="true"]:hover { background: $hover; }
QToolButton[flat="true"]:checked { background: $accent_soft; border-color: $accent; }
QToolButton[flat="true"]:focus { border: $ring solid $focus; }
QToolButton::menu-indicator { image: none; }

QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QComboBox {
  background: $background; border: $hair solid $border_strong; border-radius: $radius;
  padding: $p2 $p3; min-height: $control; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus,
QComboBox:focus { border: $ring solid $focus; }
QLineEdit:disabled, QComboBox:disabled, QSpinBox:disabled { color: $disabled; }
QComboBox::drop-down { border: none; width: 16px; }
QComboBox::down-arrow { image: url("$chevron"); width: 12px; height: 12px; }
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
QCheckBox:focus, QRadioButton:focus { color: $focus; }

QMenuBar { background: $surface; border-bottom: $hair solid $border; padding: $p1; }
QMenuBar::item { padding: $p2 $p4; border-radius: $r_small; background: transparent; }
QMenuBar::item:selected { background: $hover; }
QMenu { background: $raised; border: $hair solid $border_strong; border-radius: $radius;
  padding: $p2; }
QMenu::item { padding: $p2 $p6 $p2 $menu; border-radius: $r_small; }
QMenu::item:selected { background: $accent; color: $on_accent; }
QMenu::item:disabled { color: $disabled; background: transparent; }
QMenu::separator { height: $hair; background: $border; margin: $p2 $p4; }

QToolBar { background: $surface; border: none; border-bottom: $hair solid $border;
  spacing: $p2; padding: $p2 $p4; }
QToolBar::separator { background: $border; width: $hair; margin: $p2 $p3; }
QStatusBar { background: $surface; border-top: $hair solid $border; color: $muted; }
QStatusBar::item { border: none; }
QStatusBar QPushButton { padding: 0px $p4; min-height: 0px; }
QDockWidget::title { background: $surface; padding: $p3 $p4; border-bottom: $hair solid $border; }

QAbstractItemView { background: $background; alternate-background-color: $surface;
  border: none; outline: none; }
QAbstractItemView::item { padding: $p1 $p3; }
QTreeView::item, QListView::item { padding: $p2 $p3; }
QAbstractItemView::item:hover { background: $hover; }
QAbstractItemView::item:selected { background: $accent_soft; color: $text; }
QAbstractItemView::item:selected:active { background: $accent_soft; color: $text; }
QAbstractItemView:focus { border: $hair solid $focus; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section { background: $surface; color: $muted; border: none;
  border-bottom: $hair solid $border; border-right: $hair solid $border; padding: $p2 $p3; }
QHeaderView::section:hover { color: $text; background: $hover; }
QTableCornerButton::section { background: $surface; border: none; }

QTabWidget::pane { border: none; border-top: $hair solid $border; }
QTabBar::tab { background: transparent; color: $muted; padding: $p3 $p4;
  border-bottom: $ring solid transparent; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; border-bottom: $ring solid $accent; }
QTabBar::tab:focus { color: $focus; }
QGroupBox { border: $hair solid $border; border-radius: $r_large; margin-top: $p6;
  padding: $p4; }
QGroupBox::title { subcontrol-origin: margin; left: $p5; padding: 0 $p2; color: $muted; }

QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: $bar; margin: 0; }
QScrollBar:horizontal { height: $bar; margin: 0; }
QScrollBar::handle { background: $border_strong; border-radius: $p2; margin: $p1; }
QScrollBar::handle:vertical { min-height: $grip; }
QScrollBar::handle:horizontal { min-width: $grip; }
QScrollBar::handle:hover { background: $muted; }
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
QSplitter::handle { background: $border; }
QSplitter::handle:hover { background: $accent; }
""")


def stylesheet(tokens: Tokens, px: Callable[[float], int]) -> str:
    """The sheet for these tokens; `px` scales a size of the design to logical pixels."""
    names: dict[str, object] = {name: getattr(tokens, name) for name in tokens.__slots__}
    names.update({name: f"{px(size)}px" for name, size in SIZES.items()})
    names.update(title=f"{px(16)}px", display=f"{px(22)}px", hair="1px")
    for picture in ("chevron", "check"):
        names[picture] = (folder("icons") / f"{picture}.svg").as_posix()
    return _SHEET.substitute(names)
