"""What every command works with: places, the library, the way out for results and trouble."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

import click

from edmstudio.cli.output import Output
from edmstudio.cli.values import FilePath
from edmstudio.domain.refused import Refused

if TYPE_CHECKING:
    from edmstudio.app.places import Places
    from edmstudio.app.settings import Settings
    from edmstudio.jobs.executors import Place
    from edmstudio.jobs.job import Watch
    from edmstudio.store.library import Library

Command = Callable[..., Any]


class Desk:
    """One call of the program; the library is opened when it is first needed."""

    def __init__(self) -> None:
        self.output = Output()
        self.library_file: Path | None = None
        self.debug = False
        self.subject = ""
        self.safe_mode = False
        self._library: Library | None = None

    def work_safely(self) -> None:
        """With everything as it comes, in this process and in those that it starts."""
        from edmstudio.interchange.plug_ins import SAFE_MODE

        self.safe_mode = True
        os.environ[SAFE_MODE] = "1"

    @property
    def settings(self) -> "Settings":
        from edmstudio.app import settings
        from edmstudio.app.places import settings_file

        load = settings.load_safely if self.safe_mode else settings.load
        return load(settings_file(os.environ))

    @property
    def places(self) -> "Places":
        from edmstudio.app.places import places

        return places(self.settings, os.environ, self.library_file)

    @property
    def library(self) -> "Library":
        """The library, opened once, with a backup where the last one is older than a day."""
        if self._library is None:
            from edmstudio.app.keeping import open_library

            self._library = open_library(self.places)
        return self._library

    def workers(self, jobs: int | None = None, scheduler: str | None = None) -> "Place":
        """Where long work runs."""
        from edmstudio.jobs.executors import Cluster, Processes, cores

        if scheduler is not None:
            return Cluster(scheduler)
        return Processes(jobs or self.settings.workers or cores())

    @contextmanager
    def watching(self, what: str) -> Iterator["Watch"]:
        """A watch that draws a bar, and that the first Ctrl-C cancels; a second one ends all."""
        from edmstudio.jobs.job import Watch

        watch = Watch(on_progress=self.output.bar(what))

        def stop(number: int, frame: FrameType | None) -> None:
            signal.signal(signal.SIGINT, signal.default_int_handler)
            watch.cancel()

        before = signal.signal(signal.SIGINT, stop)
        try:
            yield watch
        finally:
            signal.signal(signal.SIGINT, before)
            self.output.clear()

    def left_out(self, path: str, reason: Exception) -> None:
        """Tell of one input that failed; the others go on."""
        if self.debug and not isinstance(reason, Refused):
            raise reason
        self.output.failure(path, reason)

    def close(self) -> None:
        """Let the library go."""
        if self._library is not None:
            self._library.close()
            self._library = None


def common(command: Command) -> Command:
    """Give a command the options that all have, and the desk as its first argument."""

    @wraps(command)
    def at_the_desk(
        *args: Any, library: Path | None, as_json: bool, debug: bool, **options: Any
    ) -> Any:
        desk = click.get_current_context().find_object(Desk)
        assert desk is not None
        desk.library_file = library or desk.library_file
        desk.output.as_json = as_json or desk.output.as_json
        desk.debug = debug or desk.debug
        return command(desk, *args, **options)

    return shared_options(at_the_desk)


def shared_options(command: Command) -> Command:
    """`--library`, `--json` and `--debug`, which may stand before the command or behind it."""
    for option in (
        click.option("--debug", is_flag=True, help="Show tracebacks."),
        click.option("--json", "as_json", is_flag=True, help="Print JSON Lines."),
        click.option(
            "--library",
            type=FilePath(dir_okay=False),
            metavar="FILE",
            help="The library file; otherwise EDMSTUDIO_LIBRARY or the usual place.",
        ),
    ):
        command = option(command)
    return command
