"""Links into the manual, inside labels: whoever follows one sees its page."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from edmstudio.app.manual import EXPLAINED
from edmstudio.domain.refused import Refused
from edmstudio.gui.words import tr

SCHEME = "help"
Flag = Qt.TextInteractionFlag


def link_to(page: str, words: str) -> str:
    """A link as HTML; `page` is a page or a heading of one, such as "trust#grid"."""
    return f'<a href="{SCHEME}:{page}">{escape(words)}</a>'


def explained(refusal: Refused) -> str:
    """The sentence of a refusal with a link to the page that says what to do, as HTML."""
    sentence = escape(str(refusal), quote=False).replace("\n", "<br>")
    return f"{sentence} {link_to(EXPLAINED[refusal.fault], tr('What to do'))}"


class Said(QLabel):
    """Says what holds, or what was refused; only then is it a stop of the Tab key, for the link."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.setWordWrap(True)
        self.setOpenExternalLinks(True)
        self.setTextInteractionFlags(Flag.LinksAccessibleByMouse | Flag.TextSelectableByMouse)

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._say(text, Flag.NoTextInteraction)

    def refuse(self, *refusals: Refused) -> None:
        """A line for each, with the way to its page."""
        self.setTextFormat(Qt.TextFormat.RichText)
        self._say("<br>".join(map(explained, refusals)), Flag.LinksAccessibleByKeyboard)

    def advise(self, said: str, page: str) -> None:
        """Words, and the way to a page that says what to do."""
        self.setTextFormat(Qt.TextFormat.RichText)
        link = link_to(page, tr("What to do").replace(" ", "\N{NO-BREAK SPACE}"))
        self._say(f"{escape(said, quote=False)} {link}", Flag.LinksAccessibleByKeyboard)

    def _say(self, text: str, further: Qt.TextInteractionFlag) -> None:
        mouse = Flag.LinksAccessibleByMouse | Flag.TextSelectableByMouse
        super().setText(text)
        self.setTextInteractionFlags(mouse | further)


def help_label(page: str) -> QLabel:
    """The word "Help" as a link, for the foot of a dialog; F1 says the same."""
    label = QLabel(link_to(page, tr("Help")))
    label.setOpenExternalLinks(True)
    label.setTextInteractionFlags(Flag.LinksAccessibleByMouse | Flag.LinksAccessibleByKeyboard)
    label.setAccessibleName(tr("Help"))
    return label
