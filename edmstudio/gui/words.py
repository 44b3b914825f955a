"""Words for the person's eyes, in the person's language."""

from PySide6.QtCore import QCoreApplication


def tr(text: str) -> str:
    """The text in the language of the window; English where it has no translation."""
    return QCoreApplication.translate("edmstudio", text)
