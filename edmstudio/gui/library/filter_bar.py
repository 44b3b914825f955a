"""What is wanted of the library: words, and filters of which each may say nothing."""

from collections.abc import Mapping

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from edmstudio.domain.key import ALL_KEYS
from edmstudio.gui.library.filter import Filter, parsed_bpm
from edmstudio.gui.library.filter_row import FilterRow
from edmstudio.gui.library.rows import Status
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.widgets.snug_choice import SnugChoice
from edmstudio.gui.words import percent, tr

BPM = 10  # letters
TYPING = 120  # ms of quiet before a word is looked for
TRUSTS = ((0.0, 0.5), (0.0, 0.8), (0.8, 1.0))


class FilterBar(FilterRow):
    """Says what is wanted; the list answers with how many there are."""

    wanted = Signal(Filter)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.status = self._choice(tr("Status"), tr("Any status"))
        for held in Status:
            self.status.addItem(tr(held.capitalize()), held)
        self.trust = self._choice(tr("Trust"), tr("Any trust"))
        for least, most in TRUSTS:
            said = tr("Below {share}") if most < 1.0 else tr("{share} and more")
            self.trust.addItem(said.format(share=percent(least or most)), (least, most))
        self.bpm = QLineEdit(placeholderText=tr("Any BPM"))
        self.bpm.setProperty("role", "choice")
        self.bpm.setAccessibleName(tr("Tempo"))
        self.bpm.setToolTip(tr("Such as 128, or 120-130"))
        self.key = self._choice(tr("Key"), tr("Any key"))
        for key in sorted(ALL_KEYS, key=lambda key: (int(key.camelot[:-1]), key.camelot[-1])):
            self.key.addItem(f"{key.camelot}  {key.classic}", (key.name, False))
        for key in sorted(ALL_KEYS, key=lambda key: (int(key.camelot[:-1]), key.camelot[-1])):
            self.key.addItem(tr("Mixes with {key}").format(key=key.camelot), (key.name, True))
        self.genre = self._choice(tr("Genre"), tr("Any genre"))
        self.origin = self._choice(tr("Origin"), tr("Any origin"))
        self.playlist: frozenset[int] | None = None
        self.fill((self.status, self.trust, self.bpm, self.key, self.genre, self.origin))
        self.clear.clicked.connect(self.reset)
        self._quiet = QTimer(self, singleShot=True, interval=TYPING)
        self._quiet.timeout.connect(self._say)
        for field in (self.search, self.bpm):
            field.textChanged.connect(lambda: self._quiet.start())
        for choice in self._choices():
            choice.currentIndexChanged.connect(self._say)

    def filter(self) -> Filter:
        """What is wanted now; a tempo that can't be read counts as none."""
        try:
            least_bpm, most_bpm = parsed_bpm(self.bpm.text())
        except ValueError:
            least_bpm, most_bpm = 0.0, 1000.0
        least_trust, most_trust = self.trust.currentData() or (0.0, 1.0)
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
        self.offer(self.origin, on=len(offered) > 1)

    def wear(self, theme: Theme) -> None:
        self.bpm.setFixedWidth(BPM * self.fontMetrics().averageCharWidth() + theme.px(12))
        super().wear(theme)

    def say_count(self, shown: int, whole: int) -> None:
        """How many tracks there are, and how many pass."""
        some = self.filter() != Filter()
        self.clear.setVisible(some and shown > 0)  # where nothing passes, a larger one says so
        self.show_count(shown, whole)

    def _choices(self) -> tuple[QComboBox, ...]:
        return self.status, self.trust, self.key, self.genre, self.origin

    def _choice(self, name: str, nothing: str = "") -> QComboBox:
        choice = SnugChoice()
        choice.setAccessibleName(name)
        if nothing:
            choice.addItem(nothing, None)
        return choice

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
