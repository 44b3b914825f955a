"""XML as text, element by element, so that a library of any size is written in little memory."""

import re
from collections.abc import Mapping

HEADER = '<?xml version="1.0" encoding="UTF-8"?>\n'
# What XML 1.0 cannot hold at all: rekordbox rejects the whole file for one of them.
_ILLEGAL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_ESCAPES = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        '"': "&quot;",
        "\t": "&#x9;",
        "\n": "&#xA;",
        "\r": "&#xD;",
    }
)


def legal(text: str) -> str:
    """Text without the characters that XML forbids."""
    return _ILLEGAL.sub("", text)


def escaped(text: str) -> str:
    """Text for an attribute or between tags; what XML forbids is dropped."""
    return legal(text).translate(_ESCAPES)


def opening(name: str, attributes: Mapping[str, str], indent: int = 0) -> str:
    """`<NAME A="1">` on a line of its own."""
    return f"{'  ' * indent}<{_head(name, attributes)}>\n"


def empty(name: str, attributes: Mapping[str, str], indent: int = 0) -> str:
    """`<NAME A="1"/>` on a line of its own."""
    return f"{'  ' * indent}<{_head(name, attributes)}/>\n"


def closing(name: str, indent: int = 0) -> str:
    """`</NAME>` on a line of its own."""
    return f"{'  ' * indent}</{name}>\n"


def _head(name: str, attributes: Mapping[str, str]) -> str:
    return " ".join([name, *(f'{key}="{escaped(value)}"' for key, value in attributes.items())])
