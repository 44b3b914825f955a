"""The parts of the dialog of cue templates and where they lie."""

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
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
from edmstudio.gui.widgets.help_link import Said, help_label
from edmstudio.gui.widgets.room import fit, scrolling
from edmstudio.gui.words import tr


class TemplateLayout:
    """Widgets of the dialog by name; they belong to the dialog."""

    def __init__(self, dialog: QDialog, preview: QWidget, theme: Theme) -> None:
        self.list, self.form, self.said = QListWidget(), TemplateForm(), Said()
        self.list.setAccessibleName(tr("Templates"))
        self.new, self.copy = _button(tr("New")), _button(tr("Duplicate"))
        self.delete = _button(tr("Delete"))
        self.usual = _button(tr("Make it the usual one"))
        self.apply = _button(tr("Set cues now"))
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._lay_out(dialog, preview, theme)

    def _lay_out(self, dialog: QDialog, preview: QWidget, theme: Theme) -> None:
        left, right, body = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        pair = QHBoxLayout()
        for button in (self.new, self.copy, self.delete):
            pair.addWidget(button)
        left.addWidget(self.list, stretch=1)
        left.addLayout(pair)
        left.addWidget(self.usual)
        told = QLabel(
            tr(
                "A template sets cues where sections begin. Locked cues stay as they are, with "
                "their pads; all others are replaced, which one undo takes back."
            )
        )
        told.setProperty("role", "muted")
        told.setWordWrap(True)
        for widget in (told, scrolling(self.form), preview, self.said):
            right.addWidget(widget)
        body.addLayout(left, stretch=1)
        body.addLayout(right, stretch=3)
        foot, layout = QHBoxLayout(), QVBoxLayout(dialog)
        foot.addWidget(help_label("cues#templates"))
        foot.addWidget(self.apply)
        foot.addWidget(self.buttons, stretch=1)
        layout.addLayout(body)
        layout.addLayout(foot)
        body.setSpacing(theme.px(14))
        self.list.setMinimumWidth(theme.px(150))
        primary(self.buttons.button(QDialogButtonBox.StandardButton.Ok))
        fit(dialog, theme.px(1040), theme.px(540))


def _button(title: str) -> QPushButton:
    button = QPushButton(title)
    button.setAutoDefault(False)
    return button
