"""The header of the open track: what it is, its tempo, key, energy and how far to trust them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from edmstudio.domain.edits import Edit, SetEnergy, SetKey
from edmstudio.domain.grid import TempoMap
from edmstudio.domain.grid_edits import PlaceGrid
from edmstudio.domain.key import ALL_KEYS
from edmstudio.domain.tempo_edits import SetTempo
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.numbers import several
from edmstudio.gui.panels.event_list import source_of
from edmstudio.gui.session import Session
from edmstudio.gui.widgets.elided_label import ElidedLabel
from edmstudio.gui.widgets.number_fields import TempoField, roomy
from edmstudio.gui.words import clock, percent, tr

HIGH = 36  # pixels of the design, with an artist or without
TRUSTED = ("grid", "downbeat", "sections", "cues", "key")
BY_CAMELOT = sorted(ALL_KEYS, key=lambda key: (int(key.camelot[:-1]), key.camelot[-1]))


class Inspector(QWidget):
    """Shows the facts of the track and takes corrections of them; each is one undoable edit."""

    review_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._theme = Theme()
        self.title, self.artist = ElidedLabel("title"), ElidedLabel("muted")
        self.bpm = roomy(TempoField(decimals=3, minimum=0.0, maximum=400.0, suffix=" BPM"))
        self.bpm.setSpecialValueText(tr("No tempo"))
        self.bpm.setAccessibleName(tr("Tempo"))
        self.key = QComboBox()
        self.key.setAccessibleName(tr("Key"))
        self.key.addItem(tr("No key"), None)
        for key in BY_CAMELOT:
            self.key.addItem(f"{key.camelot}  {key.name}", key)
        self.energy = roomy(QSpinBox(minimum=0, maximum=10, prefix=tr("Energy ")))
        self.energy.setSpecialValueText(tr("No energy"))
        self.energy.setAccessibleName(tr("Energy"))
        self.facts = QLabel()
        self.facts.setProperty("role", "muted")
        self.facts.setAccessibleName(tr("Length"))
        self.facts.setToolTip(tr("Length"))
        self.trust = QLabel()
        self.trust.setAccessibleName(tr("Trust"))
        self.asked = QLabel()
        self.asked.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.asked.setToolTip(tr("What is asked about this track; click to answer"))
        self.asked.linkActivated.connect(lambda _: self.review_asked.emit())
        self.asked.hide()
        self._lay_out()
        self._connect()
        self._show()

    def wear(self, theme: Theme) -> None:
        """Take the look of a theme."""
        self._theme = theme
        self.title.setFont(theme.font("title"))
        self.artist.setFont(theme.font("small"))
        self.setFixedHeight(theme.px(HIGH))
        self._layout.setContentsMargins(theme.px(12), 0, theme.px(12), 0)
        self._layout.setSpacing(theme.px(8))
        for field in (self.bpm, self.energy):
            roomy(field)
        self._show()

    def show_questions(self, count: int) -> None:
        """How many questions wait about the track: they may doubt what is trusted."""
        said = several(count, "question", "questions")
        self.asked.setText(f'<a href="#review">{said}</a>')
        self.asked.setAccessibleName(said)
        self.asked.setVisible(count > 0)
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """The length is in the list too: it goes before half of the title does."""
        title = self.title.fontMetrics().horizontalAdvance(self.title.text())
        self.facts.show()
        self._layout.activate()
        needed = self._layout.minimumSize().width() - self.title.minimumSizeHint().width()
        self.facts.setVisible(needed + title // 2 <= self.width())

    def _lay_out(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addStretch()
        for label in (self.title, self.artist):
            names.addWidget(label)
        names.addStretch()
        self._layout = layout = QHBoxLayout(self)
        layout.addLayout(names, stretch=1)
        for widget in (self.trust, self.asked, self.facts, self.bpm, self.key, self.energy):
            layout.addWidget(widget)

    def _connect(self) -> None:
        for heard in (self._session.opened, self._session.changed, self._session.refused):
            heard.connect(self._show)
        self.bpm.editingFinished.connect(self._set_bpm)
        self.key.activated.connect(self._set_key)
        self.energy.editingFinished.connect(self._set_energy)

    def _show(self) -> None:
        track, held = self._session.track, self._session.annotations
        self.title.setText(track.title or track.name if track else tr("No track open"))
        self.artist.setText(track.artist if track else tr("Double-click a track in the library"))
        self.artist.setVisible(bool(self.artist.text()))
        self.facts.setText(clock(track.seconds) if track else "")
        for field in (self.bpm, self.key, self.energy):
            field.setEnabled(track is not None)
            field.blockSignals(True)
        self.bpm.setEnabled(track is not None and not held.grid_locked)
        self.bpm.setValue(self._bpm())
        self.key.setCurrentIndex(BY_CAMELOT.index(held.key) + 1 if held.key else 0)
        self.energy.setValue(held.energy.level if held.energy else 0)
        for field in (self.bpm, self.key, self.energy):
            field.blockSignals(False)
        self.bpm.setToolTip(tr("Tempo, {by}").format(by=source_of(held.grid_by)))
        self.key.setToolTip(tr("Key, {by}").format(by=source_of(held.key_by)))
        self.energy.setToolTip(tr("Energy, {by}").format(by=source_of(held.energy_by)))
        self._show_trust()

    def _show_trust(self) -> None:
        trust = self._session.annotations.trust
        shares = {name: getattr(trust, name) for name in TRUSTED}
        known = self._session.prediction is not None
        weakest = min(shares, key=lambda name: shares[name])
        self.trust.setVisible(known)
        self.trust.setText(tr("Trust {share}").format(share=percent(trust.grid)) if known else "")
        lines = [f"{tr(name.capitalize())}: {percent(share)}" for name, share in shares.items()]
        lines.append(tr("Look first at the {name}.").format(name=tr(weakest)))
        self.trust.setToolTip("\n".join(lines))
        self.trust.setAccessibleDescription(", ".join(lines))
        name = "good" if trust.grid >= 0.8 else "doubt" if trust.grid >= 0.5 else "bad"
        self.trust.setStyleSheet(f"color: {self._theme.colour(name).name()};")

    def _bpm(self) -> float:
        grid = self._session.annotations.grid
        return grid.bpm_over(0.0, max(self._session.duration, 1.0)) if grid else 0.0

    def _set_bpm(self) -> None:
        typed, grid = self.bpm.value(), self._session.annotations.grid
        if typed < 20.0 or abs(typed - self._bpm()) < 0.0005:
            self._show()
            return
        edit: Edit = PlaceGrid(TempoMap.constant(0.0, typed))
        if grid is not None:
            longest = next(a for a in grid.anchors if a.bpm == self._bpm())
            edit = SetTempo(typed, longest.seconds)
        self._session.perform(edit)

    def _set_key(self) -> None:
        key = self.key.currentData()
        if key is not None and key != self._session.annotations.key:
            self._session.perform(SetKey(key))

    def _set_energy(self) -> None:
        level, held = self.energy.value(), self._session.annotations.energy
        if level and (held is None or held.level != level):
            self._session.perform(SetEnergy(level))
