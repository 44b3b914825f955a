"""The parts of the dialog of cue templates and where they lie."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from edmstudio.gui.look.theme import Theme
from edmstudio.gui.panels.template_form import TemplateForm
from edmstudio.gui.widgets.buttons import primary
from edmstudio.gui.widgets.foot import foot
from edmstudio.gui.widgets.help_link import Said
from edmstudio.gui.widgets.room import fit, scrolling
from edmstudio.gui.words import tr

NARROW = 172  # pixels of the design: the list of templates


class TemplateLayout:
    """Widgets of the dialog by name; they belong to the dialog."""

    def __init__(self, dialog: QDialog, preview: QWidget, theme: Theme) -> None:
        self.list, self.form, self.said = QListWidget(), TemplateForm(), Said()
        self.list.setAccessibleName(tr("Templates"))
        self.new, self.copy = _button(tr("New")), _button(tr("Duplicate"))
        self.delete = _button(tr("Delete"))
        self.usual = _button(tr("Make it the usual one"))
        self.apply = _button(tr("Set cues now"))
        self.leave, self.keep = _button(tr("Cancel")), primary(_button(tr("Save")))
        self.ours, self.copy_it = QWidget(), _button(tr("Duplicate"))
        self._lay_out(dialog, preview, theme)

    def _lay_out(self, dialog: QDialog, preview: QWidget, theme: Theme) -> None:
        left, right, body = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        four = QGridLayout()
        four.setSpacing(theme.px(6))
        for place, button in enumerate((self.new, self.copy, self.delete)):
            four.addWidget(button, place // 2, place % 2)
        four.addWidget(self.usual, 2, 0, 1, 2)
        left.addWidget(self.list, stretch=1)
        left.addLayout(four)
        told = QLabel(
            tr(
                "A template sets cues where sections begin. Locked cues stay as they are, with "
                "their pads; all others are replaced, which one undo takes back."
            )
        )
        told.setProperty("role", "muted")
        told.setWordWrap(True)
        ours = QHBoxLayout(self.ours)
        ours.setContentsMargins(0, 0, 0, 0)
        why = QLabel(tr("This one comes with the program: duplicate it to change it."))
        why.setWordWrap(True)
        ours.addWidget(why, stretch=1)
        ours.addWidget(self.copy_it)
        for widget in (told, self.ours, scrolling(self.form), preview, self.said):
            right.addWidget(widget)
        body.addLayout(left)
        body.addLayout(right, stretch=1)
        layout = QVBoxLayout(dialog)
        layout.addLayout(body)
        layout.addLayout(foot("cues#templates", self.apply, self.leave, self.keep))
        body.setSpacing(theme.px(14))
        self.list.setFixedWidth(theme.px(NARROW))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        fit(dialog, theme.px(1040), theme.px(580))


def _button(title: str) -> QPushButton:
    button = QPushButton(title)
    button.setAutoDefault(False)
    return button
