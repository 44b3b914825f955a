"""The foot of a dialog, in one order on every system: help, what else it offers, leave, act."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QWidget

from edmstudio.gui.widgets.help_link import help_label


def foot(page: str, *buttons: QPushButton, middle: QWidget | None = None) -> QHBoxLayout:
    """Help on that page of the manual at the left, the buttons at the right in the order given.

    What acts comes last, what leaves just before it, anything else before that. `middle` takes the
    room between: what a running job says, for one.
    """
    row = QHBoxLayout()  # its spacing is that of the layout it is put into
    row.addWidget(help_label(page))
    if middle is None:
        row.addStretch()
    else:
        row.addWidget(middle, stretch=1)
    for button in buttons:
        row.addWidget(button)
    return row


def leaving(dialog: QDialog, word: str) -> QPushButton:
    """The button that closes a dialog and does nothing else, such as "Cancel" or "Close"."""
    button = QPushButton(word)
    button.clicked.connect(dialog.reject)
    return button
