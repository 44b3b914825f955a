"""A cue template to be changed: its name, and a row for each kind of cue."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from edmstudio.app.cue_templates import LONGEST, NamedTemplate
from edmstudio.decoding.cue_template import KINDS, CueTemplate
from edmstudio.gui.commands.templates import title_of
from edmstudio.gui.keys.actions import plain
from edmstudio.gui.panels.template_line import HEADS, TemplateLine, legible
from edmstudio.gui.words import tr


class TemplateForm(QWidget):
    """Says at once what was changed; ours are shown, not changed."""

    changed = Signal(object)  # NamedTemplate

    def __init__(self) -> None:
        super().__init__()
        self._shown: NamedTemplate | None = None
        self.name = QLineEdit(maxLength=LONGEST)
        self.name.setAccessibleName(tr("Name of the template"))
        self.name.textEdited.connect(self._tell)
        self.lines = {kind: TemplateLine(kind, self._tell) for kind in KINDS}
        grid, layout = QGridLayout(), QVBoxLayout(self)
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        for column, (head, told) in enumerate(HEADS.items()):
            label = QLabel(tr(head))
            label.setToolTip(tr(told))
            label.setProperty("role", "muted")
            grid.addWidget(label, 0, column)
        for row, line in enumerate(self.lines.values(), start=1):
            line.place(grid, row)
        layout.setContentsMargins(0, 0, 0, 0)
        top = QHBoxLayout()
        label = QLabel(tr("Name"))
        label.setBuddy(self.name)
        top.addWidget(label)
        top.addWidget(self.name, stretch=1)
        layout.addLayout(top)
        layout.addLayout(grid)
        layout.addStretch()

    def show_template(self, named: NamedTemplate, *, own: bool) -> None:
        """Show one; only the person's own can be changed."""
        self._shown = None  # what is only shown is no change
        self.name.setText(named.name if own else plain(title_of(named)))
        self.name.setEnabled(own)
        legible(self.name, still=not own)
        spare = [line.kind for line in named.template.lines if line.spare]
        for kind, line in self.lines.items():
            turn = spare.index(kind) + 1 if kind in spare else 0
            line.show(named.template.line(kind), turn, can_change=own)
        self._shown = named

    def template(self) -> CueTemplate:
        """What the rows say; who takes left-over pads earlier comes first."""
        rows = sorted(self.lines.values(), key=lambda line: line.turn.value() or len(KINDS) + 1)
        return CueTemplate(tuple(line for row in rows if (line := row.line()) is not None))

    def _tell(self) -> None:
        if self._shown is not None:
            made = NamedTemplate(self._shown.key, self.name.text().strip(), self.template())
            self.changed.emit(made)
