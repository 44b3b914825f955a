"""Lists whose last row is not cut where a dialog opens."""

from PySide6.QtWidgets import QAbstractItemView, QWidget


def whole_rows(dialog: QWidget, view: QAbstractItemView) -> None:
    """So much lower that only whole rows are seen; for a dialog that has its size."""
    line = view.sizeHintForRow(0)
    if (layout := dialog.layout()) is not None and line > 0:
        layout.activate()
        dialog.resize(dialog.width(), dialog.height() - view.viewport().height() % line)
