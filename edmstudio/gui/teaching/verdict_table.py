"""Every task before and after a retraining, with the interval of the difference."""

from PySide6.QtWidgets import QTableWidget

from edmstudio.domain.retraining import Row, Verdict
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.teaching.lesson_table import cell, fit, settle
from edmstudio.gui.teaching.retrain_words import points, title_of
from edmstudio.gui.widgets.row_table import roomy_lines
from edmstudio.gui.words import tr

GAINED = 3  # the column
MOST = 9  # lines beyond which it is scrolled


class VerdictTable(QTableWidget):
    """In hundredths; a gain or a loss that is hardly chance carries a colour beside its sign."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(0, 6)
        self._theme = theme
        titles = [
            tr("On tracks it did not learn from"), tr("Before"), tr("After"), tr("Points gained"),
            tr("95 % interval"), tr("Tracks"),
        ]  # fmt: skip
        settle(self, titles, tr("Before and after"))
        roomy_lines(self, 1.5)

    def show_verdict(self, verdict: Verdict) -> None:
        """A line for each task."""
        self.setRowCount(len(verdict.rows))
        for number, row in enumerate(verdict.rows):
            self._fill(number, row)
        fit(self, MOST)

    def _fill(self, number: int, row: Row) -> None:
        low, high = points(100.0 * row.low), points(100.0 * row.high)
        texts = [
            title_of(row), f"{100 * row.before:.1f}", f"{100 * row.after:.1f}",
            points(row.points), f"{low} … {high}", f"{row.tracks:,}",
        ]  # fmt: skip
        for column, text in enumerate(texts):
            item = cell(text, right=column > 0)
            if column == GAINED and row.low * row.high > 0.0:
                item.setForeground(self._theme.colour("good" if row.low > 0.0 else "bad"))
                item.setFont(self._theme.font("strong"))
            self.setItem(number, column, item)
