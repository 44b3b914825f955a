"""XML from strangers, read step by step: no DOCTYPE, no entities, size and depth capped.

Nothing but finished elements of the wanted kinds is held, so that a library of any size fits.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element
from xml.parsers import expat

from edmstudio.domain.refused import Fault, Refused

LARGEST = 2 << 30  # bytes
DEEPEST = 64
MOST_BELOW = 2_000_000  # elements inside one that is wanted
CHUNK = 1 << 18


def elements(path: Path, wanted: Collection[str]) -> Iterator[Element]:
    """Finished elements (attributes and children, no text), in the order of the file.

    Parameters
    ----------
    wanted : collection of str
        Kinds as "PARENT/NAME". An element inside a wanted one comes with it, not by itself.

    Raises
    ------
    Refused
        The file cannot be read, is not well-formed, or is built to harm; with the line.
    """
    reading = _Reading(frozenset(wanted))
    parser = reading.parser()
    size = 0
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                size += len(chunk)
                if size > LARGEST:
                    raise Refused(f"{path.name} is larger than 2 GB, so it was not read.")
                _feed(parser, chunk, path)
                yield from reading.taken()
            _feed(parser, b"", path)
            yield from reading.taken()
    except OSError as error:
        reason = error.strerror or str(error)
        raise Refused(f"{path} cannot be read ({reason}).", Fault.PERMISSION) from error


def _feed(parser: expat.XMLParserType, chunk: bytes, path: Path) -> None:
    try:
        parser.Parse(chunk, not chunk)
    except _Harmful as error:
        place = f"line {parser.CurrentLineNumber}"
        raise Refused(f"{path.name} was not read: {error} ({place}).") from error
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        place = f"line {error.lineno}, column {error.offset + 1}"
        raise Refused(f"{path.name} is damaged: {reason} ({place}).") from error
    except (ValueError, LookupError) as error:  # an encoding that nobody knows
        raise Refused(f"{path.name} is damaged: {error}.") from error


class _Harmful(Exception):
    """A file that no DJ program writes."""


@dataclass(slots=True)
class _Reading:
    """What expat calls back; elements are finished when their outermost wanted one ends."""

    wanted: frozenset[str]
    _open: list[str] = field(default_factory=list)
    _building: list[Element] = field(default_factory=list)
    _finished: list[Element] = field(default_factory=list)
    _below: int = 0

    def parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = _refuse
        parser.EntityDeclHandler = _refuse
        return parser

    def taken(self) -> list[Element]:
        finished, self._finished = self._finished, []
        return finished

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        parent = self._open[-1] if self._open else ""
        self._open.append(name)
        if len(self._open) > DEEPEST:
            raise _Harmful(f"its elements are nested deeper than {DEEPEST}")
        if self._building:
            self._below += 1
            if self._below > MOST_BELOW:
                raise _Harmful(f"one element holds more than {MOST_BELOW:,} others")
            element = Element(name, attributes)
            self._building[-1].append(element)
            self._building.append(element)
        elif f"{parent}/{name}" in self.wanted:
            self._below = 0
            self._building.append(Element(name, attributes))

    def _end(self, name: str) -> None:
        self._open.pop()
        if self._building:
            element = self._building.pop()
            if not self._building:
                self._finished.append(element)


def _refuse(*declaration: object) -> None:
    raise _Harmful("it declares a DOCTYPE or entities, which no DJ program writes")
