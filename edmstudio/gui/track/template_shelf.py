"""The cue templates at hand in the window, and the file that keeps them."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from edmstudio.app.cue_template_file import load, save
from edmstudio.app.cue_templates import NamedTemplate, Templates
from edmstudio.domain.refused import Refused
from edmstudio.gui.problems import Problems


class TemplateShelf(QObject):
    """Says when they change; a file that can't be read is told and left as it is."""

    changed = Signal()

    def __init__(self, path: Path, problems: Problems) -> None:
        super().__init__(problems)
        self._path = path
        self.refusal: Refused | None = None  # why the person's own are not at hand
        try:
            self.held = load(path)
        except Refused as refusal:
            self.held, self.refusal = Templates(), refusal

    @property
    def usual(self) -> NamedTemplate:
        """The one that is set by one key press."""
        return self.held.of(self.held.usual)

    def keep(self, held: Templates) -> None:
        """Write them, then say so; `Refused` where they can't be used or written."""
        if self.refusal is not None and self._path.exists():
            self._path.replace(self._path.with_name(f"{self._path.name}.unread"))
        save(held, self._path)
        self.held, self.refusal = held, None
        self.changed.emit()
