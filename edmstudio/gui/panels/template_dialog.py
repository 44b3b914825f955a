"""Choosing, making and changing cue templates."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QListWidgetItem, QWidget

from edmstudio.app.cue_sets import ApplyTemplate
from edmstudio.app.cue_templates import NamedTemplate
from edmstudio.decoding.cue_template import KINDS, CueLine, CueTemplate
from edmstudio.domain.refused import Refused
from edmstudio.gui.canvas.overview import Overview
from edmstudio.gui.commands.cue_looks import KIND_NAMES
from edmstudio.gui.commands.templates import title_of
from edmstudio.gui.keys.actions import plain
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.panels.template_layout import TemplateLayout
from edmstudio.gui.panels.template_preview import TemplatePreview
from edmstudio.gui.track.hands import Hands
from edmstudio.gui.track.template_shelf import TemplateShelf
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
        parts = TemplateLayout(self, preview, theme)
        self.list, self.form, self.said = parts.list, parts.form, parts.said
        self.new, self.copy, self.delete = parts.new, parts.copy, parts.delete
        self.usual, self.apply, self.keep = parts.usual, parts.apply, parts.keep
        self.leave, self.ours, self.copy_it = parts.leave, parts.ours, parts.copy_it
        self._connect()
        self._fill(self.held.usual)
        if shelf.refusal is not None:
            self._refuse(shelf.refusal)

    def _connect(self) -> None:
        self.list.currentItemChanged.connect(self._show)
        self.form.changed.connect(self._change)
        for button, act in (
            (self.new, self._begin),
            (self.copy, self._duplicate),
            (self.copy_it, self._duplicate),
            (self.delete, self._delete),
            (self.usual, self._make_usual),
            (self.apply, self._apply),
            (self.keep, self._keep),
            (self.leave, self.close),
        ):
            button.clicked.connect(act)

    @property
    def current(self) -> NamedTemplate:
        """The one that is picked."""
        item = self.list.currentItem()
        return self.held.of(item.data(KEY) if item else self.held.usual)

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
            item.setToolTip(item.text())

    def _show(self) -> None:
        named, own = self.current, self.held.is_own(self.current.key)
        self.form.show_template(named, own=own)
        self.preview.show_template(named.template)
        self.delete.setEnabled(own)
        self.usual.setEnabled(named.key != self.held.usual)
        self.ours.setVisible(not own)
        self._say("")

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
            self._say(str(refusal))
            fits = False
        else:
            self._say("")
            fits = True
        self.keep.setEnabled(fits)
        self.apply.setEnabled(fits)
        return fits

    def _say(self, text: str) -> None:
        """Nothing said takes no room."""
        self.said.setText(text)
        self.said.setVisible(bool(text))

    def _refuse(self, refusal: Refused) -> None:
        self.said.refuse(refusal)
        self.said.show()

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
            self._refuse(refusal)
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
