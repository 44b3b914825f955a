"""What is to be done in the other program, step by step, beside the choices of an export."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from edmstudio.gui.widgets.room import space
from edmstudio.gui.words import tr


@dataclass(frozen=True, slots=True)
class HowTo:
    """Steps in their order under a title; what is easily missed, apart; and what else to know."""

    title: str
    steps: tuple[str, ...] = ()
    warning: str = ""
    note: str = ""


SERATO_HAS_NO_XML = (
    "Serato reads no XML that holds cues or grids: it keeps them in tags inside the sound files."
)
HOW_TO = {
    "rekordbox-xml": HowTo(
        "Then, in rekordbox",
        (
            "Preferences ▸ Advanced ▸ Database ▸ rekordbox xml ▸ Imported Library: choose this "
            "file.",
            "Preferences ▸ View ▸ Layout: tick rekordbox xml.",
            "Preferences ▸ Analysis: switch off the automatic analysis of BPM and grid, or it may "
            "overwrite the grid.",
            "In the tree, rekordbox xml ▸ refresh; then right-click All Tracks or a playlist ▸ "
            "Import To Collection, and say Yes to loading the tags.",
        ),
        "Tracks that rekordbox already has are not renewed by an import.",
        "Remove them from its collection first, then import them: the playlist “New since the "
        "last export” holds just those. XML holds no phrases, My Tags or hot cue banks.",
    ),
    "serato-tags": HowTo(
        "How it goes",
        (
            "Look at every change, old beside new, and agree to it.",
            "Each file is copied, the copy tagged and its sound compared; then it takes the "
            "file's place.",
            "The old tags are kept: Library ▸ Restore tags… puts them back.",
        ),
        "Close Serato first: it would write its own memory over ours.",
        SERATO_HAS_NO_XML + " Grids that you corrected or locked are locked there too, so that "
        "Serato does not analyse them anew.",
    ),
    "serato-crate": HowTo(
        "Then, with Serato closed",
        ("Put the crate into _Serato_/Subcrates.",),
        "Serato 4 keeps its crates in a database and reads these no more.",
        SERATO_HAS_NO_XML + " A crate holds a list of tracks only.",
    ),
    "itunes-xml": HowTo(
        "Then, in the other program",
        (
            "Serato: Setup ▸ Library + Display ▸ Show iTunes Library.",
            "rekordbox: Preferences ▸ Advanced ▸ Database ▸ iTunes.",
        ),
        note="This XML holds tracks and playlists only. " + SERATO_HAS_NO_XML,
    ),
    "traktor-nml": HowTo(
        "Then, in Traktor",
        ("Right-click Track Collection ▸ Import another Collection.",),
        "Lock tracks whose grids shall stay: an analysis of Traktor's replaces them.",
    ),
    "mixxx": HowTo(
        "Before you export",
        ("Close Mixxx.", "Choose its own mixxxdb.sqlite above."),
        note="The library as it was is kept beside it. Only tracks that Mixxx has scanned are "
        "changed.",
    ),
    "m3u8": HowTo(
        "A playlist that every program reads", note="It holds places, titles and lengths only."
    ),
}


class HowToBox(QFrame):
    """Numbers at the left, words at the right, so that no line runs back under its number."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._layout = QGridLayout(self)
        self._layout.setColumnStretch(1, 1)

    def show_for(self, name: str) -> None:
        """The steps of a format; nothing where there is nothing to be done."""
        while (held := self._layout.takeAt(0)) is not None:
            if (widget := held.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.setVisible(name in HOW_TO)
        if name in HOW_TO:
            self._write(HOW_TO[name])

    def text(self) -> str:
        """All that it says."""
        labels = self.findChildren(QLabel, options=Qt.FindChildOption.FindDirectChildrenOnly)
        return "\n".join(label.text() for label in labels if not label.isHidden())

    def _write(self, how_to: HowTo) -> None:
        space(self, 0.75)
        self._over(how_to.title, "strong")
        for number, step in enumerate(how_to.steps, start=1):
            row = self._layout.rowCount()
            self._put(_words(f"{number}.", "muted"), row, 0)
            self._put(_words(step), row, 1)
        self._over(how_to.warning, "warning")
        self._over(how_to.note, "muted")
        self._layout.setRowStretch(self._layout.rowCount(), 1)

    def _over(self, text: str, role: str) -> None:
        """Over both columns."""
        if text:
            self._layout.addWidget(_words(text, role), self._layout.rowCount(), 0, 1, 2)

    def _put(self, widget: QWidget, row: int, column: int) -> None:
        self._layout.addWidget(widget, row, column, Qt.AlignmentFlag.AlignTop)


def _words(text: str, role: str = "") -> QLabel:
    label = QLabel(tr(text))
    label.setWordWrap(True)
    label.setProperty("role", role)
    return label
