"""How each setting is shown: under which heading, by which name, in which field."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)

from edmstudio.app.settings import Described
from edmstudio.gui.widgets.chooser import Chooser
from edmstudio.gui.widgets.number_fields import roomy
from edmstudio.gui.words import tr

MOST = 1_000_000
PERCENT, MS = "\u00a0%", "\u00a0ms"


@dataclass(frozen=True, slots=True)
class Shown:
    """One setting in the window.

    Attributes
    ----------
    title : str
    suffix : str
        The unit of a number.
    least, most : int
        What a number can be.
    zero : str
        What the number 0 means, where it is more than a number.
    file, folder : bool
        Whether it is a place that can be chosen.
    """

    title: str
    suffix: str = ""
    least: int = 0
    most: int = MOST
    zero: str = ""
    file: bool = False
    folder: bool = False


GROUPS: dict[str, dict[str, Shown]] = {
    "Look": {"theme": Shown("Theme"), "text_scale": Shown("Size of text", PERCENT, 80, 200)},
    "Sound": {
        "output": Shown("Output"),
        "latency": Shown("Latency", MS, 20, 500),
        "display_offset": Shown("Delay of headphones", MS),
        "music_volume": Shown("Volume of the track", PERCENT, 0, 100),
        "click_volume": Shown("Volume of the click", PERCENT, 0, 100),
        "tick_volume": Shown("Volume of the ticks", PERCENT, 0, 100),
    },
    "Files and analysis": {
        "annotator": Shown("Your name"),
        "library": Shown("Library", file=True),
        "cache": Shown("Cache", folder=True),
        "workers": Shown("Analyses at once", zero="Automatic"),
    },
}
CHOICES = {
    "dark": "Dark", "light": "Light", "high-contrast": "High contrast", "system": "As the system",
    "silent": "Silent", "": "As the system",
}  # fmt: skip


class SettingField:
    """A field for one setting, and what stands in it."""

    def __init__(
        self, each: Described, shown: Shown, value: object, offered: Sequence[str]
    ) -> None:
        self.widget: QWidget
        self.value: Callable[[], object]
        if each.choices:
            self._choose(each.choices, str(value))
        elif offered:
            self._choose_or_type(offered, str(value))
        elif each.kind is bool:
            self._tick(value=bool(value))
        elif isinstance(value, int):
            self._count(shown, value)
        else:
            self._write(str(value))

    def _choose(self, choices: Sequence[str], value: str) -> None:
        field = QComboBox()
        for choice in choices:
            field.addItem(tr(CHOICES.get(choice, choice)), choice)
        field.setCurrentIndex(max(field.findData(value), 0))
        self.widget, self.value = field, field.currentData

    def _choose_or_type(self, offered: Sequence[str], value: str) -> None:
        """What this machine has, or the name of what is not plugged in now."""
        field = QComboBox(editable=True)
        for offer in offered:
            field.addItem(tr(CHOICES.get(offer, offer)), offer)
        there = field.findData(value)
        field.setCurrentIndex(there)
        if there < 0:
            field.setEditText(value)

        def chosen() -> str:
            place = field.findText(field.currentText())
            return str(field.itemData(place)) if place >= 0 else field.currentText()

        self.widget, self.value = field, chosen

    def _tick(self, *, value: bool) -> None:
        field = QCheckBox()
        field.setChecked(value)
        self.widget, self.value = field, field.isChecked

    def _count(self, shown: Shown, value: int) -> None:
        field = roomy(QSpinBox(minimum=shown.least, maximum=shown.most))
        field.setSuffix(shown.suffix)
        field.setSpecialValueText(tr(shown.zero) if shown.zero else "")
        field.setValue(value)
        self.widget, self.value = field, field.value

    def _write(self, value: str) -> None:
        field = QLineEdit(value)
        self.widget, self.value = field, field.text


def with_choosing(field: QLineEdit, shown: Shown, parent: QWidget) -> QHBoxLayout:
    """The field of a place, and a button that asks for it."""
    button = QPushButton(tr("Choose…"))
    button.setAccessibleName(tr("Choose: {what}").format(what=tr(shown.title)))
    button.setAutoDefault(False)
    button.clicked.connect(lambda: _ask(field, shown, parent))
    both = QHBoxLayout()
    both.addWidget(field, stretch=1)
    both.addWidget(button)
    return both


def _ask(field: QLineEdit, shown: Shown, parent: QWidget) -> None:
    chooser = Chooser(tr(shown.title), parent)
    chooser.setDirectory(str(Path(field.text() or field.placeholderText()).parent))
    if shown.folder:
        chooser.setFileMode(QFileDialog.FileMode.Directory)
    else:
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setOption(QFileDialog.Option.DontConfirmOverwrite)
        chooser.setDefaultSuffix("db")
    chooser.fileSelected.connect(field.setText)
    chooser.open()
