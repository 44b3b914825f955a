"""What went wrong, told to the person: a refusal in a sentence, a bug in a report to copy."""

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout

from edmstudio.app.details import as_text, parts, redacted
from edmstudio.app.manual import MISTAKE
from edmstudio.domain.refused import Refused
from edmstudio.gui.widgets.buttons import primary
from edmstudio.gui.widgets.foot import foot, leaving
from edmstudio.gui.widgets.room import fit_letters
from edmstudio.gui.words import tr

logger = logging.getLogger(__name__)


class Problems(QObject):
    """Hears of everything that went wrong, on whatever thread, and tells it on the window's."""

    refused = Signal(Refused)
    broken = Signal(str)

    def tell(self, error: BaseException) -> None:
        """A refusal becomes its sentence, anything else a report."""
        if isinstance(error, Refused):
            self.refused.emit(error)
        else:
            logger.error("a bug", exc_info=error)
            self.broken.emit(report(error))

    def told_of(self, what: str) -> Callable[[BaseException], None]:
        """Tell what could not be done before why, such as "No backup was written."."""

        def tell(error: BaseException) -> None:
            if isinstance(error, Refused):
                error = Refused(f"{what} {error}", error.fault)
            self.tell(error)

        return tell

    def watch(self) -> None:
        """Hear of what nobody caught, from here on."""
        sys.excepthook = self._uncaught
        threading.excepthook = lambda caught: self._uncaught(
            caught.exc_type, caught.exc_value or caught.exc_type(), caught.exc_traceback
        )

    def _uncaught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QGuiApplication.quit()
        else:
            self.tell(error.with_traceback(trace))


def report(error: BaseException) -> str:
    """All that a developer needs, and nothing of the person's music."""
    return redacted(f"{as_text(parts())}\n\n{''.join(traceback.format_exception(error))}")


class ReportWindow(QDialog):
    """A bug, with the text of the report to copy; the window behind stays usable."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setWindowTitle(tr("Something went wrong"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        told = QLabel(
            tr(
                "EDM Studio made a mistake. What you decided so far is saved, and you can go on. "
                "Please copy this report and send it to whoever gave you EDM Studio, with a word "
                "on what you were doing; it holds no names of your music."
            )
        )
        told.setWordWrap(True)
        self.text = QPlainTextEdit(text)
        self.text.setReadOnly(True)
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        self.text.setStyleSheet(f"font-family: '{fixed.family()}';")
        self.text.setAccessibleName(tr("Report"))
        copy = primary(QPushButton(tr("Copy report")))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(text))
        layout = QVBoxLayout(self)
        layout.addWidget(told)
        layout.addWidget(self.text)
        layout.addLayout(foot(MISTAKE, leaving(self, tr("Close")), copy))
        fit_letters(self, 96, 28)
