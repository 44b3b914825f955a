"""Choosing, making and changing cue templates."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from edmstudio.app.cue_sets import ApplyTemplate
from edmstudio.app.cue_templates import NamedTemplate
from edmstudio.decoding.cue_template import KINDS, CueLine, CueTemplate
from edmstudio.domain.refused import Refused
from edmstudio.gui.canvas.overview import Overview
from edmstudio.gui.commands.cue_looks import KIND_NAMES
from edmstudio.gui.commands.templates import title_of
from edmstudio.gui.keys.actions import plain
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.panels.template_form import TemplateForm
from edmstudio.gui.panels.template_preview import TemplatePreview
from edmstudio.gui.track.hands import Hands
from edmstudio.gui.track.template_shelf import TemplateShelf
from edmstudio.gui.widgets.help_link import Said, help_label
from edmstudio.gui.widgets.room import fit, scrolling
from edmstudio.gui.words import tr

KEY = Qt.ItemDataRole.UserRole


class TemplateDialog(QDialog):
    """Works on a copy; OK keeps it."""

    apply_asked = Signal(object)  # CueTemplate

    def __init__(
        self, shelf: TemplateShelf, preview: TemplatePreview, theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Cue templates"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._shelf, self.held, self.preview = shelf, shelf.held, preview
        self.list, self.form, self.said = QListWidget(), TemplateForm(), Said()
        self.list.setAccessibleName(tr("Templates"))
        self.list.currentItemChanged.connect(self._show)
        self.form.changed.connect(self._change)
        self.new = self._button(tr("New"), self._begin)
        self.copy = self._button(tr("Duplicate"), self._duplicate)
        self.delete = self._button(tr("Delete"), self._delete)
        self.usual = self._button(tr("Make it the usual one"), self._make_usual)
        self.apply = self._button(tr("Set cues now"), self._apply)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.buttons.accepted.connect(self._keep)
        self.buttons.rejected.connect(self.close)
        self._lay_out(theme)
        self._fill(self.held.usual)
        if shelf.refusal is not None:
            self.said.refuse(shelf.refusal)

    @property
    def current(self) -> NamedTemplate:
        """The one that is picked."""
        item = self.list.currentItem()
        return self.held.of(item.data(KEY) if item else self.held.usual)

    def _button(self, title: str, clicked: object) -> QPushButton:
        button = QPushButton(title)
        button.setAutoDefault(False)
        button.clicked.connect(clicked)
        return button

    def _lay_out(self, theme: Theme) -> None:
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
        for widget in (told, scrolling(self.form), self.preview, self.said):
            right.addWidget(widget)
        body.addLayout(left, stretch=1)
        body.addLayout(right, stretch=3)
        foot, layout = QHBoxLayout(), QVBoxLayout(self)
        foot.addWidget(help_label("cues#templates"))
        foot.addWidget(self.apply)
        foot.addWidget(self.buttons, stretch=1)
        layout.addLayout(body)
        layout.addLayout(foot)
        body.setSpacing(theme.px(14))
        self.list.setMinimumWidth(theme.px(150))
        fit(self, theme.px(1040), theme.px(540))

    def _fill(self, key: str) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for named in self.held.all:
            item = QListWidgetItem()
            item.setData(KEY, named.key)
            self.list.addItem(item)
            if named.key == key:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        self._title()
        self._show()

    def _title(self) -> None:
        for row in range(self.list.count()):
            item = self.list.item(row)
            named = self.held.of(item.data(KEY))
            usual = tr("  (usual)") if named.key == self.held.usual else ""
            item.setText(f"{plain(title_of(named))}{usual}")

    def _show(self) -> None:
        named, own = self.current, self.held.is_own(self.current.key)
        self.form.show_template(named, own=own)
        self.preview.show_template(named.template)
        self.delete.setEnabled(own)
        self.usual.setEnabled(named.key != self.held.usual)
        self.said.setText(
            "" if own else tr("This one comes with the program: duplicate it to change it.")
        )

    def _change(self, named: NamedTemplate) -> None:
        self.held = self.held.with_changed(named)
        self.preview.show_template(named.template)
        self._title()
        self._check()

    def _check(self) -> bool:
        """Whether it all can be used; what can't is said at once."""
        try:
            self.held.check()
        except Refused as refusal:
            self.said.setText(str(refusal))
            fits = False
        else:
            self.said.setText("")
            fits = True
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(fits)
        self.apply.setEnabled(fits)
        return fits

    def _begin(self) -> None:
        lines = tuple(CueLine(kind, tr(KIND_NAMES[kind])) for kind in KINDS)
        self._add(tr("New template"), CueTemplate(lines))

    def _duplicate(self) -> None:
        self._add(plain(title_of(self.current)), self.current.template)

    def _add(self, name: str, template: CueTemplate) -> None:
        self.held = self.held.with_new(name, template)
        self._fill(self.held.own[-1].key)
        self.form.name.setFocus()
        self.form.name.selectAll()

    def _delete(self) -> None:
        self.held = self.held.without(self.current.key)
        self._fill(self.held.usual)
        self._check()

    def _make_usual(self) -> None:
        self.held = replace(self.held, usual=self.current.key)
        self._title()
        self._show()

    def _apply(self) -> None:
        self.apply_asked.emit(self.current.template)

    def _keep(self) -> None:
        try:
            self._shelf.keep(self.held)
        except Refused as refusal:
            self.said.refuse(refusal)
        else:
            self.close()


def edit_templates(
    shelf: TemplateShelf, hands: Hands, overview: Overview, theme: Theme, window: QWidget
) -> None:
    """Show the templates over the window, with the open track as their example."""
    preview = TemplatePreview(overview, hands.annotations, theme)
    dialog = TemplateDialog(shelf, preview, theme, window)
    dialog.apply_asked.connect(lambda template: hands.perform(ApplyTemplate(template)))
    dialog.open()
