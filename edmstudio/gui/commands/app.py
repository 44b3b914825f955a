"""Commands of the program as a whole: files, library, analysis, export."""

from typing import Protocol

from edmstudio.gui.commands.registry import Command, Context
from edmstudio.gui.studio import Studio
from edmstudio.gui.words import tr


class LibraryDoors(Protocol):
    """Ways into the library and through its list."""

    def add_files(self) -> None: ...
    def add_folder(self) -> None: ...
    def open_library(self) -> None: ...
    def search(self) -> None: ...
    def columns(self) -> None: ...
    def clear_filters(self) -> None: ...
    def picked_ids(self) -> list[int]: ...
    def step_track(self, lines: int) -> None: ...


class ExchangeDoors(Protocol):
    """What comes in from other programs and goes out to them."""

    def import_labels(self) -> None: ...
    def export(self) -> None: ...
    def restore_tags(self) -> None: ...


class Doors(Protocol):
    """The windows and fields that commands open; none of them blocks."""

    @property
    def library(self) -> LibraryDoors: ...
    @property
    def exchange(self) -> ExchangeDoors: ...
    def settings(self) -> None: ...
    def keys(self) -> None: ...
    def next_theme(self) -> None: ...
    def scale_text(self, steps: int) -> None: ...
    def full_screen(self) -> None: ...
    def is_full_screen(self) -> bool: ...
    def close(self) -> bool: ...


def file_commands(studio: Studio, doors: Doors) -> list[Command]:
    """Everything in the menu "File"."""
    menu, library, exchange = tr("&File"), doors.library, doors.exchange
    return [
        Command("add.files", tr("Add files…"), menu, library.add_files, ("Ctrl+O",), in_text=True,
                icon="add"),
        Command("add.folder", tr("Add folder…"), menu, library.add_folder, ("Ctrl+Shift+O",),
                in_text=True, icon="folder"),
        Command("library.choose", tr("Open another library…"), menu, library.open_library,
                ("Ctrl+Alt+O",), in_text=True, icon="library"),
        Command("import", tr("Import labels…"), menu, exchange.import_labels, ("Ctrl+Shift+I",),
                in_text=True, icon="import"),
        Command("export", tr("Export…"), menu, exchange.export, ("Ctrl+E",), in_text=True,
                enabled=lambda: bool(studio.count), icon="export"),
        Command("library.backup", tr("Back up the library now"), menu, studio.back_up,
                ("Ctrl+S",), in_text=True),
        Command("settings", tr("Settings…"), menu, doors.settings, ("Ctrl+Alt+S",), in_text=True,
                icon="settings"),
        Command("quit", tr("Quit"), menu, doors.close, ("Ctrl+Q",), in_text=True),
    ]  # fmt: skip


def edit_commands(studio: Studio, doors: Doors) -> list[Command]:
    """Everything in the menu "Edit"."""
    session, menu = studio.session, tr("&Edit")
    return [
        Command("undo", tr("Undo"), menu, session.undo, ("Ctrl+Z",),
                enabled=lambda: session.undo_title is not None, repeats=True, icon="undo"),
        Command("redo", tr("Redo"), menu, session.redo, ("Ctrl+Shift+Z", "Ctrl+Y"),
                enabled=lambda: session.redo_title is not None, repeats=True, icon="redo"),
        Command("keys", tr("Keys…"), menu, doors.keys, ("Ctrl+Alt+K",), in_text=True,
                icon="keyboard"),
    ]  # fmt: skip


def library_commands(studio: Studio, doors: Doors) -> list[Command]:
    """Everything in the menu "Library"."""
    menu, library = tr("&Library"), doors.library

    def open_picked() -> None:
        studio.open_track(library.picked_ids()[0])

    def picked() -> bool:
        return bool(library.picked_ids())

    return [
        Command("library.search", tr("Search"), menu, library.search, ("Ctrl+F",), in_text=True,
                icon="search"),
        Command("library.open", tr("Open the picked track"), menu, open_picked, ("Return",),
                context=Context.LIBRARY, enabled=picked),
        Command("library.next", tr("Open the next track"), menu, lambda: library.step_track(1),
                ("Ctrl+Down",), enabled=lambda: bool(studio.count)),
        Command("library.previous", tr("Open the previous track"), menu,
                lambda: library.step_track(-1), ("Ctrl+Up",), enabled=lambda: bool(studio.count)),
        Command("analyse.picked", tr("Analyse the picked tracks"), menu,
                lambda: studio.analyse(library.picked_ids()), ("Ctrl+Shift+A",), enabled=picked,
                icon="analyse"),
        Command("analyse.new", tr("Analyse all new tracks"), menu, studio.analyse_new,
                ("Ctrl+Alt+A",), enabled=lambda: bool(studio.count)),
        Command("work.cancel", tr("Stop the analysis"), menu, studio.work.cancel,
                ("Ctrl+.",), enabled=lambda: studio.work.running, icon="close"),
        Command("tags.restore", tr("Restore tags…"), menu, doors.exchange.restore_tags,
                ("Ctrl+Alt+R",)),
        Command("library.columns", tr("Choose columns…"), menu, library.columns, ("V, O",),
                icon="columns"),
        Command("library.clear-filters", tr("Clear filters"), menu, library.clear_filters,
                ("Ctrl+Shift+F",), in_text=True, icon="filter"),
    ]  # fmt: skip


def look_commands(doors: Doors) -> list[Command]:
    """The part of the menu "View" that is about the whole window."""
    menu = tr("&View")
    return [
        Command("theme.next", tr("Next theme"), menu, doors.next_theme, ("Ctrl+Shift+T",),
                icon="theme"),
        Command("text.larger", tr("Larger text"), menu, lambda: doors.scale_text(1),
                ("Ctrl+=",), in_text=True),
        Command("text.smaller", tr("Smaller text"), menu, lambda: doors.scale_text(-1),
                ("Ctrl+-",), in_text=True),
        Command("full-screen", tr("Full screen"), menu, doors.full_screen, ("F11",), in_text=True,
                checked=doors.is_full_screen),
    ]  # fmt: skip
