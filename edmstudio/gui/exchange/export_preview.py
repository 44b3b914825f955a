"""What an export would write and lose, counted a moment after each choice."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from edmstudio.app.export_trial import Trial
from edmstudio.gui.exchange.export_layout import ExportLayout
from edmstudio.gui.exchange.export_words import changed, counted, lost, noticed
from edmstudio.gui.exchange.traffic import Exchange, Wish
from edmstudio.gui.words import tr

PAUSE = 300  # ms after a choice, before it is counted
MOST_COUNTED = 5_000  # tracks that are counted unasked


class ExportPreview(QObject):
    """Fills the preview of the dialog; `wish` tells what is chosen, None for nothing."""

    def __init__(
        self, parts: ExportLayout, exchange: Exchange, wish: Callable[[], Wish | None]
    ) -> None:
        super().__init__(parts.job)  # goes with the dialog
        self._parts, self._exchange, self._wish = parts, exchange, wish
        self._soon = QTimer(self, singleShot=True, interval=PAUSE)
        self._soon.timeout.connect(self.count)

    @property
    def waiting(self) -> bool:
        """Whether a choice is about to be counted."""
        return self._soon.isActive()

    def renew(self) -> None:
        """Count again soon, unless that takes long: then the person asks for it."""
        wish = self._wish()
        many = wish is not None and len(wish.track_ids) > MOST_COUNTED
        self._parts.ledger.count.setVisible(many)
        for words in self._parts.ledger.lines:
            self._parts.ledger.say(words, "")
        if wish is not None and wish.track_ids and not many:
            self._soon.start()

    def count(self) -> None:
        """Count now."""
        wish, job = self._wish(), self._parts.job
        if wish is not None and not job.running:
            job.begin(
                tr("Counting"), lambda watch: self._exchange.try_out(watch, wish), self._counted
            )

    def stop(self) -> None:
        """Count nothing more by itself."""
        self._soon.stop()

    def _counted(self, trial: Trial) -> None:
        ledger = self._parts.ledger
        ledger.say(ledger.counted, counted(trial))
        ledger.say(ledger.lost, lost(trial.losses))
        ledger.say(ledger.changed, changed(trial.losses))
        ledger.say(ledger.noticed, noticed(trial.report))
        ledger.count.hide()
