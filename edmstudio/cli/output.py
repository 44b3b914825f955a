"""Results on stdout, as JSON Lines for a program or as text for a person; trouble on stderr."""

import json
import sys
from codecs import lookup
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from edmstudio.cli.progress import Bar
from edmstudio.domain.refused import Fault, Refused

if TYPE_CHECKING:
    from edmstudio.jobs.job import Progress

Record = dict[str, Any]


class Output:
    """Where a command's results go, and whether any input failed."""

    def __init__(self) -> None:
        self.as_json = False
        self.failures = 0
        self.results = 0
        self._bar: Bar | None = None

    @property
    def told(self) -> bool:
        """Whether anything was said of any input."""
        return bool(self.results or self.failures)

    def bar(self, what: str) -> Callable[["Progress"], None]:
        """Progress of something long, on stderr."""
        self.clear()
        self._bar = Bar(what, sys.stderr)
        return self._bar

    def clear(self) -> None:
        """Wipe the bar away until it is drawn again."""
        if self._bar is not None:
            self._bar.clear()

    def record(self, record: Record, told: Callable[[Record], str]) -> None:
        """One result: the record itself, or what `told` makes of it for a person."""
        self.clear()
        self.results += 1
        self._print(self._line(record) if self.as_json else told(record))

    def say(self, sentence: str) -> None:
        """A sentence beside the results; programs needn't read it."""
        self.clear()
        click.echo(sentence, err=True)

    def failure(self, path: str, reason: Exception) -> None:
        """An error record on stdout, or its sentence on stderr; the call ends with status 1."""
        from edmstudio.app import records

        record = (
            records.failed(path, reason)
            if isinstance(reason, Refused)
            else records.bug(path, reason)
        )
        if self.as_json:
            self.clear()
            try:
                self._print(self._line(record))
            except Refused as unheard:  # a full disk, say: then stderr is all that is left
                self.say(str(unheard))
        self.trouble(path, record["error"]["message"])

    def trouble(self, path: str, sentence: str) -> None:
        """Count a failure that a record tells of already, and tell a person too."""
        self.failures += 1
        if not self.as_json:
            self.say(f"{path}: {sentence}" if path and path not in sentence else sentence)

    @staticmethod
    def _line(record: Record) -> str:
        return as_line(record, getattr(sys.stdout, "encoding", None) or "utf-8")

    @staticmethod
    def _print(text: str) -> None:
        try:
            click.echo(text)
        except BrokenPipeError:
            raise
        except OSError as error:
            sentence = f"The output can't be written ({error.strerror or error})."
            raise Refused(sentence, Fault.PERMISSION) from error


def as_line(record: Record, encoding: str = "utf-8") -> str:
    """JSON in one line; all but ASCII is escaped where the stream's encoding is not UTF-8.

    What Python itself writes in place of letters that a code page lacks is no JSON.
    """
    plain = lookup(encoding).name != "utf-8"
    text = json.dumps(record, ensure_ascii=plain, allow_nan=False, separators=(", ", ": "))
    return text.encode("utf-8", "backslashreplace").decode()
