"""The command line: which commands there are, and how a call ends."""

import sys
from importlib import import_module
from io import TextIOWrapper
from keyword import iskeyword
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from edmstudio.cli.desk import Desk, shared_options
from edmstudio.domain.refused import Fault, Refused
from edmstudio.jobs.job import Cancelled

DONE, SOME_FAILED, INTERRUPTED = 0, 1, 130  # click itself answers a wrong call with 2
WHERE = {
    "add": "library",
    "analyze": "library",
    "show": "track",
    "edit": "correct",
    "undo": "track",
    "redo": "track",
    "history": "track",
    "import": "take_in",
    "queue": "review",
    "review": "review",
    "decisions": "reviewers",
    "merge": "reviewers",
    "export": "export",
    "evaluate": "evaluate",
    "retrain": "learn",
    "models": "learn",
    "train-base": "train",
    "check": "keep",
    "backup": "keep",
    "restore": "keep",
    "screenshot": "window",
    "demo": "demo",
}
OPEN = "open"


class Commands(click.Group):
    """The commands, each imported when it is asked for; anything else is a track to open."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(WHERE)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in WHERE and cmd_name != OPEN:
            return None
        module = import_module(f"edmstudio.cli.{WHERE.get(cmd_name, 'window')}")
        command: click.Command = getattr(
            module, f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name.replace("-", "_")
        )
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """A path that exists opens the window on it."""
        if args[0] not in WHERE and _is_there(args[0]):
            return OPEN, self.get_command(ctx, OPEN), args
        if args[0] not in WHERE:
            raise click.UsageError(f"“{args[0]}” is neither a command nor a file or folder.", ctx)
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Commands and options; where none fits, the files that the window can be opened with."""
        found = super().shell_complete(ctx, incomplete)
        return found or [CompletionItem(incomplete, type="file")]

    def invoke(self, ctx: click.Context) -> Any:
        """Run, tell what went wrong in a sentence, and leave with the status of the contract."""
        desk = ctx.ensure_object(Desk)
        try:
            self._invoke_and_close(ctx, desk)
        except (click.ClickException, click.exceptions.Exit):
            raise
        except (Cancelled, KeyboardInterrupt):
            sentence = "Interrupted; what was finished is kept. The same call goes on from here."
            desk.output.failure(desk.subject, Refused(sentence, Fault.CANCELLED))
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:  # whoever read us has had enough, as `head` has
            raise
        except Exception as error:
            if desk.debug:
                raise
            desk.output.failure(desk.subject, error)
        ctx.exit(SOME_FAILED if desk.output.failures else DONE)

    def _invoke_and_close(self, ctx: click.Context, desk: Desk) -> None:
        try:
            super().invoke(ctx)
        finally:
            desk.close()  # which has to wait for others, and may be refused


def _is_there(path: str) -> bool:
    """Not where an unset variable left an empty word, or no file system could hold the name."""
    try:
        return bool(path) and Path(path).exists()
    except OSError:
        return False


@click.group(cls=Commands, invoke_without_command=True, subcommand_metavar="[PATH… | COMMAND …]")
@shared_options
@click.version_option(package_name="edmstudio", message="EDM Studio %(version)s")
@click.option(
    "--safe-mode",
    is_flag=True,
    envvar="EDMSTUDIO_SAFE_MODE",
    help="The window as it comes: without your settings and keys, sound, or others' formats.",
)
@click.pass_context
def cli(
    ctx: click.Context, *, library: Path | None, as_json: bool, debug: bool, safe_mode: bool
) -> None:
    """See what a model heard in your tracks, correct it, and take it to the decks.

    Without a command the window opens, with the tracks named added and the first one shown.
    """
    desk = ctx.ensure_object(Desk)
    if safe_mode:
        desk.work_safely()
    desk.library_file, desk.output.as_json, desk.debug = library, as_json, debug
    if ctx.invoked_subcommand is None:
        command = cli.get_command(ctx, OPEN)
        assert command is not None
        ctx.invoke(command)


def main() -> None:
    """The entry point of the package."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # not where there is no terminal, as under pythonw
            stream.reconfigure(errors="backslashreplace")
    cli.main()
