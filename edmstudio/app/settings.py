"""Every setting: its type, its default and one sentence; TOML on disk."""

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import Field, dataclass, field, fields
from getpass import getuser
from pathlib import Path
from typing import Any, NamedTuple

from edmstudio.app.toml_file import toml, write_whole
from edmstudio.domain.refused import Fault, Refused

VERSION = 1
FILE = "settings.toml"
MIGRATIONS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""From the version in the key to the next one (Picard's rule)."""


def _setting(default: object, sentence: str, choices: tuple[str, ...] = ()) -> Any:
    return field(default=default, metadata={"sentence": sentence, "choices": choices})


@dataclass(frozen=True, slots=True)
class Settings:
    """The person's choices; the table below is all there is."""

    library: str = _setting(
        "", "The file of everything you decide; another one from the next start."
    )
    cache: str = _setting("", "Where pictures of the sound are; they can be deleted at any time.")
    annotator: str = _setting("", "Signs your corrections.")
    theme: str = _setting(
        "dark", "How the window looks.", ("dark", "light", "high-contrast", "system")
    )
    text_scale: int = _setting(100, "Of text and of everything round it, 80 to 200 %.")
    workers: int = _setting(0, "How many tracks are analysed at once; 0 for one a processor core.")
    output: str = _setting("", "The sound device by its name, or silent; empty for the system's.")
    latency: int = _setting(80, "Sound prepared ahead, 20 to 500 ms; more where it drops out.")
    display_offset: int = _setting(
        0, "How many ms your headphones are late (Bluetooth); the playhead waits for them."
    )
    music_volume: int = _setting(100, "Of the music, 0 to 100 %.")
    click_volume: int = _setting(70, "Of the click on every beat, 0 to 100 %.")
    tick_volume: int = _setting(50, "Of the ticks at cues and sections, 0 to 100 %.")

    @property
    def signature(self) -> str:
        """Who signs corrections."""
        return self.annotator or _account()


class Described(NamedTuple):
    """One line of the table: for the settings dialog, the manual and error messages."""

    name: str
    kind: type
    default: object
    sentence: str
    choices: tuple[str, ...]


def described() -> Iterator[Described]:
    """The table of all settings."""
    for each in fields(Settings):
        yield Described(each.name, type(each.default), each.default, *_said(each))


def _said(each: "Field[Any]") -> tuple[str, tuple[str, ...]]:
    return each.metadata["sentence"], each.metadata["choices"]


def load(path: Path) -> Settings:
    """The settings in a file, the defaults where there is none; `Refused` where it is wrong."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))  # as Windows' editor saves it
    except FileNotFoundError:
        return Settings()
    except PermissionError as error:
        raise Refused(f"No permission to read the settings {path}.", Fault.PERMISSION) from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Refused(f"The settings {path} can't be read: {error}.") from error
    known = {each.name: each for each in described()}
    table = _migrated(table, path)
    return Settings(
        **{
            name: _checked(known[name], value, path)
            for name, value in table.items()
            if name in known
        }
    )


def load_safely(path: Path) -> Settings:
    """Everything as it comes and no sound, but in the person's own library."""
    try:
        held = load(path)
    except Refused:
        held = Settings()
    return Settings(
        library=held.library, cache=held.cache, annotator=held.annotator, output="silent"
    )


def save(settings: Settings, path: Path) -> None:
    """Write the whole table, with its sentences, beside the file and in its place."""
    lines = ["# EDM Studio's settings.", f"version = {VERSION}"]
    for each in described():
        value = getattr(settings, each.name)
        lines += ["", f"# {each.sentence}", f"{each.name} = {toml(value)}"]
    write_whole("\n".join(lines) + "\n", path)


def _migrated(table: dict[str, Any], path: Path) -> dict[str, Any]:
    version = table.get("version", VERSION)
    if type(version) is not int or version < 1:
        raise Refused(f"In {path}, version has to be {VERSION}.")
    if version > VERSION:
        raise Refused(
            f"The settings {path} are of a newer EDM Studio; update the program or move them away."
        )
    for old in range(version, VERSION):
        table = MIGRATIONS[old](table)
    return table


def _checked(known: Described, value: object, path: Path) -> Any:
    if type(value) is not known.kind:
        wanted = {str: "text", int: "a whole number", bool: "true or false"}[known.kind]
        raise Refused(f"In {path}, {known.name} has to be {wanted}. {known.sentence}")
    if known.choices and value not in known.choices:
        raise Refused(f"In {path}, {known.name} has to be one of {', '.join(known.choices)}.")
    if known.name == "workers" and isinstance(value, int) and value < 0:
        raise Refused(f"In {path}, workers can't be less than 0. {known.sentence}")
    return value


def _account() -> str:
    try:
        return getuser()
    except (OSError, KeyError):  # no account name: a container
        return "me"
