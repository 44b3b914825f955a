"""Words for the person's eyes, in the person's language."""

from PySide6.QtCore import QCoreApplication

from edmstudio.domain.sections import SectionLabel


def tr(text: str) -> str:
    """The text in the language of the window; English where it has no translation."""
    return QCoreApplication.translate("edmstudio", text)


def percent(share: float) -> str:
    """A share of 0 to 1 as "97 %", its sign never alone on a line."""
    return f"{share * 100:.0f}\u00a0%"


def section_name(label: SectionLabel) -> str:
    """Such as "Drop"; files and the command line keep the label's own word."""
    return tr(label.value.capitalize())
