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


def clock(seconds: float, step: float = 1.0) -> str:
    """Such as 1:02:03, with as many decimals as steps of this size need."""
    digits = 0 if step >= 1 else (1 if step >= 0.1 else (2 if step >= 0.01 else 3))
    whole = round(abs(seconds), digits)
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    width = digits + 3 if digits else 2
    head = f"{int(hours)}:{int(minutes):02d}" if hours else f"{int(minutes)}"
    return f"{'-' if seconds < 0 and whole else ''}{head}:{left:0{width}.{digits}f}"
