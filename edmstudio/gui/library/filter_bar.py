"""The search box of the library and its filters."""

from collections.abc import Mapping

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QDockWidget, QLabel, QLineEdit, QPushButton, QWidget

from edmstudio.domain.key import ALL_KEYS
from edmstudio.gui.library.filter import Filter, parsed_bpm
from edmstudio.gui.library.rows import Status
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.widgets.flow_layout import FlowLayout
from edmstudio.gui.widgets.snug_choice import SnugChoice
from edmstudio.gui.words import tr

SEARCH, BPM = 10, 9  # letters
TYPING = 120  # ms of quiet before a word is looked for
TRUSTS = {"Any trust": (0.0, 1.0), "Below 50 %": (0.0, 0.5), "Below 80 %": (0.0, 0.8),
          "80 % and more": (0.8, 1.0)}  # fmt: skip


class FilterBar(QWidget):
    """Says what is wanted; the list answers with how many there are."""

    wanted = Signal(Filter)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = QLineEdit(placeholderText=tr("Search"))
        self.search.setToolTip(tr("Title, artist, album, genre, key, file"))
        self.search.setAccessibleName(tr("Search the library"))
        self.search.setClearButtonEnabled(True)
        self.status = self._choice(tr("Status"), tr("Any status"))
        for held in Status:
            self.status.addItem(tr(held.capitalize()), held)
        self.trust = self._choice(tr("Trust"))
        for said, span in TRUSTS.items():
            self.trust.addItem(tr(said), span)
        self.bpm = QLineEdit(placeholderText=tr("BPM"))
        self.bpm.setAccessibleName(tr("Tempo"))
        self.bpm.setToolTip(tr("Such as 128, or 120-130"))
        self.key = self._choice(tr("Key"), tr("Any key"))
        for key in sorted(ALL_KEYS, key=lambda key: (int(key.camelot[:-1]), key.camelot[-1])):
            self.key.addItem(f"{key.camelot}  {key.classic}", (key.name, False))
        for key in sorted(ALL_KEYS, key=lambda key: (int(key.camelot[:-1]), key.camelot[-1])):
            self.key.addItem(tr("Mixes with {key}").format(key=key.camelot), (key.name, True))
        self.genre = self._choice(tr("Genre"), tr("Any genre"))
        self.origin = self._choice(tr("Origin"), tr("Any origin"))
        self.origin.hide()
        self.playlist: frozenset[int] | None = None
        self.clear = QPushButton(tr("Clear"))
        self.clear.setToolTip(tr("Show every track again"))
        self.clear.clicked.connect(self.reset)
        self.count = QLabel()
        self.count.setProperty("role", "muted")
        self._lay_out()
        self.wear(Theme())
        self._quiet = QTimer(self, singleShot=True, interval=TYPING)
        self._quiet.timeout.connect(self._say)
        for field in (self.search, self.bpm):
            field.textChanged.connect(lambda: self._quiet.start())
        for choice in self._choices():
            choice.currentIndexChanged.connect(self._say)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.take_room()

    def filter(self) -> Filter:
        """What is wanted now; a tempo that can't be read counts as none."""
        try:
            least_bpm, most_bpm = parsed_bpm(self.bpm.text())
        except ValueError:
            least_bpm, most_bpm = 0.0, 1000.0
        least_trust, most_trust = self.trust.currentData()
        status = self.status.currentData()  # Qt keeps enumerations as text
        key, neighbours = self.key.currentData() or ("", False)
        kind, name = self.origin.currentData() or ("", "")
        return Filter(
            words=self.search.text(),
            status=Status(status) if status else None,
            least_trust=least_trust,
            most_trust=most_trust,
            least_bpm=least_bpm,
            most_bpm=most_bpm,
            key=key,
            neighbours=neighbours,
            genre=self.genre.currentData() or "",
            source=name if kind == "source" else "",
            corrected_by=name if kind == "corrected_by" else "",
            tracks=self.playlist,
        )

    def wear(self, theme: Theme) -> None:
        """Take the size of a theme."""
        letter, side, above = self.fontMetrics().averageCharWidth(), theme.px(6), theme.px(3)
        self.search.setMinimumWidth(SEARCH * letter)
        self.bpm.setFixedWidth(BPM * letter)
        self._layout.setContentsMargins(side, above, side, above)
        self._layout.setSpacing(side)
        self.take_room()

    def reset(self) -> None:
        """Want everything again."""
        for field in (self.search, self.bpm):
            field.clear()
        for choice in self._choices():
            choice.setCurrentIndex(0)
        self.playlist = None
        self._say()

    def choose_playlist(self, tracks: frozenset[int] | None) -> None:
        """Want the tracks of a playlist only, None for all."""
        if tracks != self.playlist:
            self.playlist = tracks
            self._say()

    def offer_genres(self, genres: list[str]) -> None:
        """The genres that there are; the chosen one stays chosen."""
        _offer(self.genre, {tr("Any genre"): "", **{genre: genre for genre in genres}})

    def offer_origins(self, sources: list[str], people: list[str]) -> None:
        """Whose labels there are, and who corrected; hidden while nobody did."""
        offered: dict[str, object] = {tr("Any origin"): None}
        for source in sources:
            offered[tr("Labels from {source}").format(source=source)] = ("source", source)
        for name in people:
            offered[tr("Corrected by {name}").format(name=name)] = ("corrected_by", name)
        _offer(self.origin, offered)
        self.origin.setVisible(len(offered) > 1)

    def say_count(self, shown: int, whole: int) -> None:
        """How many tracks there are, and how many pass."""
        text = tr("{shown} of {whole}") if shown != whole else tr("{whole} tracks")
        self.count.setText(text.format(shown=f"{shown:,}", whole=f"{whole:,}"))
        self.clear.setVisible(self.filter() != Filter())
        self.take_room()

    def take_room(self) -> None:
        """For all rows, in a low panel for as many as half of it holds: the list has the rest."""
        panel = self.parentWidget()
        while panel is not None and not isinstance(panel, QDockWidget):
            panel = panel.parentWidget()
        most = panel.height() // 2 if panel is not None else None
        self.setFixedHeight(self._layout.height_within(self.width(), most))

    def _choices(self) -> tuple[QComboBox, ...]:
        return self.status, self.trust, self.key, self.genre, self.origin

    def _choice(self, name: str, nothing: str = "") -> QComboBox:
        choice = SnugChoice()
        choice.setAccessibleName(name)
        if nothing:
            choice.addItem(nothing, None)
        return choice

    def _lay_out(self) -> None:
        self._layout = FlowLayout(self)
        for widget in (self.search, self.status, self.trust, self.bpm, self.key, self.genre,
                       self.origin, self.clear, self.count):  # fmt: skip
            self._layout.addWidget(widget)

    def _say(self) -> None:
        self._quiet.stop()
        self.wanted.emit(self.filter())


def _offer(choice: QComboBox, offered: Mapping[str, object]) -> None:
    """Other lines in a choice, without a word about it; what was chosen stays chosen."""
    chosen = choice.currentText()
    choice.blockSignals(True)
    choice.clear()
    for said, value in offered.items():
        choice.addItem(said, value)
    choice.setCurrentIndex(max(choice.findText(chosen), 0))
    choice.blockSignals(False)
