"""The settings, made from their one table: under a few headings, each with its sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from edmstudio.app.settings import Described, Settings, described
from edmstudio.gui.settings_fields import GROUPS, SettingField, Shown, with_choosing
from edmstudio.gui.widgets.buttons import primary
from edmstudio.gui.widgets.foot import foot, leaving
from edmstudio.gui.widgets.room import fit_letters, scrolling
from edmstudio.gui.words import tr

LETTERS, LINES = 112, 36  # of the dialog, at most; the rest scrolls
NO_OFFERS: Mapping[str, Sequence[str]] = {}
NO_PLACES: Mapping[str, str] = {}


class SettingsDialog(QDialog):
    """OK says what was chosen; what needs a restart says so in its sentence."""

    chosen = Signal(Settings)

    def __init__(
        self,
        settings: Settings,
        parent: QWidget,
        *,
        offers: Mapping[str, Sequence[str]] = NO_OFFERS,
        usual: Mapping[str, str] = NO_PLACES,
    ) -> None:
        """By the name of a setting: what can be suggested for it, and what holds where it is empty.

        `offers` has the former, `usual` the latter.
        """
        super().__init__(parent)
        self._settings, self._offers, self._usual = settings, offers, usual
        self.setWindowTitle(tr("Settings"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fields: dict[str, SettingField] = {}
        self.groups = QTabWidget()
        self.groups.setAccessibleName(tr("Settings"))
        known = {each.name: each for each in described()}
        for title, members in GROUPS.items():
            self.groups.addTab(self._page(members, known), tr(title))
        layout = QVBoxLayout(self)
        layout.addWidget(self.groups)
        keep = primary(QPushButton(tr("Save")))
        keep.clicked.connect(self._take)
        keep.setDefault(True)
        layout.addLayout(foot("settings", leaving(self, tr("Cancel")), keep))
        fit_letters(self, LETTERS, LINES)

    def _page(self, members: Mapping[str, Shown], known: Mapping[str, Described]) -> QWidget:
        page, line = QWidget(), self.fontMetrics().height()
        form = QFormLayout(page)
        form.setVerticalSpacing(line * 3 // 4)
        form.setHorizontalSpacing(line)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setContentsMargins(0, line, line, 0)  # under the headings, beside the scroll bar
        for name, shown in members.items():
            form.addRow(tr(shown.title), self._row(known[name], shown))
        return scrolling(page)

    def _row(self, each: Described, shown: Shown) -> QVBoxLayout:
        """A field over its sentence."""
        value, offered = getattr(self._settings, each.name), self._offers.get(each.name, ())
        field = self.fields[each.name] = SettingField(each, shown, value, offered)
        field.widget.setAccessibleName(tr(shown.title))
        field.widget.setAccessibleDescription(tr(each.sentence))
        told = QLabel(tr(each.sentence))
        told.setProperty("role", "muted")
        told.setWordWrap(True)
        both = QVBoxLayout()
        both.setSpacing(2)
        if isinstance(field.widget, QLineEdit):
            field.widget.setPlaceholderText(self._usual.get(each.name, ""))
        if isinstance(field.widget, QLineEdit) and (shown.file or shown.folder):
            both.addLayout(with_choosing(field.widget, shown, self))
        else:
            both.addWidget(field.widget)
        both.addWidget(told)
        return both

    def _take(self) -> None:
        values: dict[str, Any] = {name: field.value() for name, field in self.fields.items()}
        self.chosen.emit(replace(self._settings, **values))
        self.close()
