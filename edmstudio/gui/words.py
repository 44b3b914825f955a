"""Words for the person's eyes, in the person's language."""

from PySide6.QtCore import QCoreApplication

from edmstudio.domain.sections import SectionLabel


def tr(text: str) -> str:
    """The text in the language of the window; English where it has no translation."""
    return QCoreApplication.translate("edmstudio", text)


def section_name(label: SectionLabel) -> str:
    """Such as "Drop"; files and the command line keep the label's own word."""
    return tr(label.value.capitalize())
