"""When something was: a date and a time of day as a person of this place writes them."""

from datetime import datetime

from PySide6.QtCore import QDateTime, QLocale


def when(moment: datetime) -> str:
    """In the time of this place; as 2026-11-29 04:40 where no language is set."""
    here = QDateTime.fromSecsSinceEpoch(int(moment.timestamp()))
    locale = QLocale()
    if locale.language() == QLocale.Language.C:
        return here.toString("yyyy-MM-dd HH:mm")
    return locale.toString(here, QLocale.FormatType.ShortFormat)
