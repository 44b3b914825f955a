"""When something was: a date and a time of day as a person of this place writes them, and how long
ago that is."""

from datetime import datetime, timedelta

from PySide6.QtCore import QDateTime, QLocale

from edmstudio.gui.numbers import several
from edmstudio.gui.words import tr

UNITS = (
    (timedelta(days=365), "year", "years"),
    (timedelta(days=30), "month", "months"),
    (timedelta(days=7), "week", "weeks"),
    (timedelta(days=1), "day", "days"),
    (timedelta(hours=1), "hour", "hours"),
    (timedelta(minutes=1), "minute", "minutes"),
)


def when(moment: datetime) -> str:
    """In the time of this place; as 2026-11-29 04:40 where no language is set."""
    here = QDateTime.fromSecsSinceEpoch(int(moment.timestamp()))
    locale = QLocale()
    if locale.language() == QLocale.Language.C:
        return here.toString("yyyy-MM-dd HH:mm")
    return locale.toString(here, QLocale.FormatType.ShortFormat)


def ago(moment: datetime, now: datetime) -> str:
    """Such as "3 days ago", in the largest unit of which one is whole."""
    for unit, one, more in UNITS:
        if count := (now - moment) // unit if now > moment else 0:
            return tr("{time} ago").format(time=several(count, one, more))
    return tr("just now")
