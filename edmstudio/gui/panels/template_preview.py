"""What a template would set on the open track, as its strip of sections and flags."""

from dataclasses import replace

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from edmstudio.app.cue_sets import ApplyTemplate
from edmstudio.decoding.cue_template import CueTemplate
from edmstudio.domain.annotations import Annotations
from edmstudio.domain.refused import Refused
from edmstudio.gui.canvas.overview import Overview
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.words import tr

HEIGHT = 72


class TemplatePreview(QWidget):
    """Draws the track's own strip with the cues of a template."""

    def __init__(self, overview: Overview, held: Annotations, theme: Theme) -> None:
        super().__init__()
        self._overview, self._held, self._theme = overview, held, theme
        self._template: CueTemplate | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("What it sets on the open track"))

    def show_template(self, template: CueTemplate) -> None:
        """Draw what this one would set."""
        self._template = template
        cues = self._annotations().cues
        names = (f"{cue.slot} {cue.name}".strip() for cue in cues)
        self.setAccessibleDescription(", ".join(names))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(400, self._theme.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        track = replace(
            self._overview.track(),
            annotations=self._annotations(),
            size=QSizeF(self.size()),
            theme=self._theme,
        )
        with QPainter(self) as painter:
            track.draw(painter)
            if not self._held.sections:
                painter.setPen(self._theme.colour("muted"))
                told = tr("Open an analysed track to see what it would set.")
                painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, told)

    def _annotations(self) -> Annotations:
        bare = replace(self._held, cues=tuple(cue for cue in self._held.cues if cue.locked))
        if self._template is None:
            return bare
        try:
            return ApplyTemplate(self._template).apply(bare)
        except Refused:
            return bare
