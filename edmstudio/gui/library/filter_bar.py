"""The search box of the library and its filters: one row; what has no room there folds away."""

from collections.abc import Mapping
from itertools import accumulate

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QToolButton,
    QWidget,
)

from edmstudio.domain.key import ALL_KEYS
from edmstudio.gui.library.filter import Filter, parsed_bpm
from edmstudio.gui.library.filter_fold import FilterFold
from edmstudio.gui.library.rows import Status
from edmstudio.gui.look.icons import icon
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.widgets.snug_choice import SnugChoice
from edmstudio.gui.words import percent, tr

SEARCH, LEAST, BPM = 16, 6, 10  # letters; the search box where there is room, and at least
CROSS = 34  # pixels of the search box beside what is typed
TYPING = 120  # ms of quiet before a word is looked for
TRUSTS = ((0.0, 0.5), (0.0, 0.8), (0.8, 1.0))


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
        self.offered = [self.status, self.trust, self.bpm, self.key, self.genre]
        self.playlist: frozenset[int] | None = None
        self.fold = FilterFold()
        self.clear = QToolButton()
        self.clear.setProperty("flat", "true")
        self.clear.setAccessibleName(tr("Clear filters"))
        self.clear.setToolTip(tr("Clear filters: show every track again"))
        self.clear.clicked.connect(self.reset)
        self.count = QLabel()
        self.count.setProperty("role", "muted")
        self._shown, self._whole, self._in_row = 0, 0, 0
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
        self._share()

    def minimumSizeHint(self) -> QSize:
        """A search box and a button; filters fold away."""
        parts = [self.fold, *((self.clear,) if self.clear.isVisible() else ())]
        beside = sum(part.sizeHint().width() + self._layout.spacing() for part in parts)
        return QSize(self._search_width(LEAST) + beside, self.sizeHint().height())

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

    def wear(self, theme: Theme) -> None:
        """Take the size of a theme."""
        side, above = theme.px(6), theme.px(3)
        self.bpm.setFixedWidth(BPM * self.fontMetrics().averageCharWidth() + theme.px(12))
        self.clear.setIcon(icon("filter-off", theme))
        self.clear.setIconSize(QSize(theme.px(16), theme.px(16)))
        self._cross = theme.px(CROSS)
        self._layout.setContentsMargins(side, above, side, above)
        self._layout.setSpacing(side)
        self.fold.wear(theme)
        self._share()

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
        if (len(offered) > 1) is not (self.origin in self.offered):
            self.offered = [*self.offered[:5], *((self.origin,) if len(offered) > 1 else ())]
            self._in_row = -1
            self._share()

    def say_count(self, shown: int, whole: int) -> None:
        """How many tracks there are, and how many pass."""
        self._shown, self._whole = shown, whole
        some = self.filter() != Filter()
        self.clear.setVisible(some and shown > 0)  # where nothing passes, a larger one says so
        self._share()

    def _share(self) -> None:
        """The search box first, then as many filters as there is room for."""
        gap, edges = self._layout.spacing(), self._layout.contentsMargins()
        room = self.width() - edges.left() - edges.right() - self.clear.sizeHint().width() - gap
        folded = self.fold.width() + gap
        room -= self._share_count(room - self._search_width(SEARCH) - folded - gap)
        self.search.setMinimumWidth(max(min(self._search_width(SEARCH), room - folded), 1))
        room -= self._search_width(SEARCH)
        ends = list(accumulate(each.sizeHint().width() + gap for each in self.offered))
        fitting = sum(end <= room for end in ends)
        if fitting < len(ends):
            fitting = sum(end <= room - folded for end in ends)
        if fitting != self._in_row:
            self._in_row = fitting
            self._fold(fitting)
        self.fold.mark(sum(map(self._is_set, self.offered[fitting:])))

    def _share_count(self, room: int) -> int:
        """Say the count in words for which there is room whatever it will be; pixels taken."""
        metrics, whole = self.count.fontMetrics(), f"{self._whole:,}"
        for some in (tr("{shown} of {whole} tracks"), tr("{shown} of {whole}")):
            every = tr("{whole} tracks").format(whole=whole)
            widest = max(
                some.format(shown=whole, whole=whole), every, key=metrics.horizontalAdvance
            )
            wide = metrics.horizontalAdvance(widest) + 1
            if wide <= room:
                passing = some.format(shown=f"{self._shown:,}", whole=whole)
                self.count.setText(every if self._shown == self._whole else passing)
                self.count.setFixedWidth(wide)
                self.count.show()
                return wide + self._layout.spacing()
        self.count.hide()
        return 0

    def _fold(self, fitting: int) -> None:
        """So many filters lie in the row, the others behind a button."""
        everything = [*self.offered, *(each for each in (self.origin,) if each not in self.offered)]
        for place, widget in enumerate(everything[:fitting], start=1):
            self._layout.insertWidget(place, widget)
            widget.show()
        self.fold.hold(everything[fitting:], self.offered)
        self.fold.setVisible(fitting < len(self.offered))

    def _search_width(self, letters: int) -> int:
        return letters * self.fontMetrics().averageCharWidth() + self._cross

    def _choices(self) -> tuple[QComboBox, ...]:
        return self.status, self.trust, self.key, self.genre, self.origin

    @staticmethod
    def _is_set(field: QWidget) -> bool:
        if isinstance(field, QComboBox):
            return field.currentIndex() > 0
        return isinstance(field, QLineEdit) and bool(field.text())

    def _choice(self, name: str, nothing: str = "") -> QComboBox:
        choice = SnugChoice()
        choice.setAccessibleName(name)
        if nothing:
            choice.addItem(nothing, None)
        return choice

    def _lay_out(self) -> None:
        self._layout, self._cross = QHBoxLayout(self), CROSS
        self._layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._layout.addWidget(self.search, stretch=1)
        for widget in (self.fold, self.clear, self.count):
            self._layout.addWidget(widget)
        kept = self.clear.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.clear.setSizePolicy(kept)
        self.fold.hold([*self.offered, self.origin], self.offered)

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
