"""The settings, made from their one table: a line each, with its sentence."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from edmstudio.app.settings import Described, Settings, described
from edmstudio.gui.widgets.buttons import primary
from edmstudio.gui.widgets.number_fields import roomy
from edmstudio.gui.widgets.room import fit_letters, scrolling
from edmstudio.gui.words import tr

MOST = 1_000_000
LETTERS, LINES = 78, 46  # of the dialog; the rest scrolls
NO_OFFERS: Mapping[str, Sequence[str]] = {}


class SettingsDialog(QDialog):
    """OK says what was chosen; what needs a restart says so in its sentence."""

    chosen = Signal(Settings)

    def __init__(
        self, settings: Settings, parent: QWidget, offers: Mapping[str, Sequence[str]] = NO_OFFERS
    ) -> None:
        """`offers` has, by the name of a setting, what this machine can suggest for it."""
        super().__init__(parent)
        self._offers = offers
        self.setWindowTitle(tr("Settings"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._settings = settings
        self.fields: dict[str, QWidget] = {}
        self._values: dict[str, Callable[[], object]] = {}
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        form.setVerticalSpacing(self.fontMetrics().height())
        form.setHorizontalSpacing(self.fontMetrics().height())
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for each in described():
            self._add(form, each)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self._take)
        buttons.rejected.connect(self.close)
        page = QWidget()
        page.setLayout(form)
        layout = QVBoxLayout(self)
        layout.addWidget(scrolling(page))
        layout.addWidget(buttons)
        form.setContentsMargins(0, 0, self.fontMetrics().height(), 0)  # beside the scroll bar
        primary(buttons.button(QDialogButtonBox.StandardButton.Ok))
        fit_letters(self, LETTERS, LINES)

    def _add(self, form: QFormLayout, each: Described) -> None:
        field = self._field(each, getattr(self._settings, each.name))
        name = tr(each.name.replace("_", " ").capitalize())
        field.setAccessibleName(name)
        field.setAccessibleDescription(tr(each.sentence))
        self.fields[each.name] = field
        told = QLabel(tr(each.sentence))
        told.setProperty("role", "muted")
        told.setWordWrap(True)
        both = QVBoxLayout()
        both.setSpacing(2)
        both.addWidget(field)
        both.addWidget(told)
        form.addRow(name, both)

    def _field(self, each: Described, value: object) -> QWidget:
        offered = self._offers.get(each.name, ())
        if each.choices or offered:
            choice = QComboBox(editable=not each.choices)
            choice.addItems([*each.choices, *offered])
            choice.setCurrentText(str(value))
            self._values[each.name] = choice.currentText
            return choice
        if each.kind is bool:
            check = QCheckBox()
            check.setChecked(bool(value))
            self._values[each.name] = check.isChecked
            return check
        if isinstance(value, int):
            number = roomy(QSpinBox(maximum=MOST))
            number.setValue(value)
            self._values[each.name] = number.value
            return number
        line = QLineEdit(str(value))
        self._values[each.name] = line.text
        return line

    def _take(self) -> None:
        values: dict[str, Any] = {name: value() for name, value in self._values.items()}
        self.chosen.emit(replace(self._settings, **values))
        self.close()
