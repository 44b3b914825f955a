"""Putting the window together: who hears whom."""

from pathlib import Path

from PySide6.QtCore import QObject, QPoint, QSettings, Signal
from PySide6.QtWidgets import QMenu, QWidget

from edmstudio.app.settings import Settings
from edmstudio.gui import keymap_file
from edmstudio.gui.actions import Actions
from edmstudio.gui.asking import NumberPopup
from edmstudio.gui.canvas.canvas import Canvas
from edmstudio.gui.canvas.overview import Overview
from edmstudio.gui.canvas.sound import Sound
from edmstudio.gui.commands import Commands
from edmstudio.gui.commands_app import (
    edit_commands,
    file_commands,
    help_commands,
    library_commands,
    look_commands,
)
from edmstudio.gui.commands_cues import cue_commands
from edmstudio.gui.commands_grid import grid_commands
from edmstudio.gui.commands_sections import section_commands
from edmstudio.gui.commands_transport import audition, transport_commands
from edmstudio.gui.commands_view import view_commands
from edmstudio.gui.cue_pads import CuePads
from edmstudio.gui.doors import WindowDoors
from edmstudio.gui.event_table import EventTable
from edmstudio.gui.first_run import FirstRun
from edmstudio.gui.hands import Hands
from edmstudio.gui.history_panel import HistoryPanel
from edmstudio.gui.inspector import Inspector
from edmstudio.gui.key_router import KeyRouter
from edmstudio.gui.keymap import Keymap
from edmstudio.gui.library_view import LibraryView
from edmstudio.gui.looks import Looks
from edmstudio.gui.main_window import MainWindow
from edmstudio.gui.mini_overview import MiniOverviews
from edmstudio.gui.problems import ReportWindow
from edmstudio.gui.progress_bar import WorkProgress
from edmstudio.gui.shown_lanes import ShownLanes
from edmstudio.gui.studio import Studio
from edmstudio.gui.theme import Theme
from edmstudio.gui.toast import Toast
from edmstudio.gui.transport_bar import TransportBar
from edmstudio.gui.words import tr
from edmstudio.interchange.exporter import ExportReport

LIBRARY_MENU = ("library.open", "", "analyse.picked", "export", "", "library.columns")
CANVAS_MENU = (
    "cue.add", "item.delete", "item.nudge", "cue.lock", "", "grid.downbeat-here",
    "grid.align-here", "grid.from-here", "", "section.split", "section.merge-previous",
    "section.merge-next", "", "play.audition", "zoom.selection",
)  # fmt: skip


class Assembly(QObject):
    """The window of one library, with everything in it connected."""

    library_chosen = Signal(str)
    demo_asked = Signal()

    def __init__(self, studio: Studio, looks: Looks, remembered: QSettings) -> None:
        super().__init__()
        self.studio, self.looks, self.remembered = studio, looks, remembered
        self.window = MainWindow()
        self.overviews = MiniOverviews(studio.places.cache, looks.theme)
        self.library = LibraryView(self.overviews.of, self._library_menu)
        self.doors = WindowDoors(self.window, studio, self.library)
        self.canvas = Canvas(studio.session, looks.theme)
        self.lanes = ShownLanes(self.canvas, looks.theme)
        self.overview = Overview(studio.session, looks.theme)
        self.hands = Hands(studio.session, studio.transport)
        self._make_panels()
        self.commands = self._registered()
        self.router = KeyRouter(self.commands, self.window)
        self.doors.use(self.commands, self.router)
        self.actions = Actions(self.commands, self.router, self.window)
        self._furnish()
        self._connect()
        self._restore()

    def show(self) -> None:
        """Show the window, then read the list."""
        self.window.show()
        self.canvas.setFocus()
        self.studio.list_tracks()

    def dispose(self) -> None:
        """Close the window and take it down."""
        self.window.close()
        self.window.deleteLater()
        self.deleteLater()

    def _make_panels(self) -> None:
        session, transport = self.studio.session, self.studio.transport
        self.inspector = Inspector(session)
        self.events = EventTable(session, transport)
        self.history = HistoryPanel(session)
        self.first = FirstRun()
        self.toast = Toast(self.window)
        self.progress = WorkProgress(self.studio.work)
        self.window.dock("library", tr("Library"), self.library)
        self.window.dock("events", tr("Events"), self.events)
        self.window.dock("history", tr("History"), self.history)
        self.window.lay_out_docks()

    def _registered(self) -> Commands:
        self._ask = NumberPopup(self.window)
        commands = Commands()
        commands.add(file_commands(self.studio, self.doors))
        commands.add(edit_commands(self.studio, self.doors))
        commands.add(view_commands(self.hands, self.canvas, self.lanes, self.window.panels()))
        commands.add(look_commands(self.doors))
        commands.add(transport_commands(self.hands))
        commands.add(cue_commands(self.hands))
        commands.add(grid_commands(self.hands, self._ask.ask))
        commands.add(section_commands(self.hands))
        commands.add(library_commands(self.studio, self.doors))
        commands.add(help_commands(self.doors))
        return commands

    def _furnish(self) -> None:
        session, transport = self.studio.session, self.studio.transport
        self.actions.fill(self.window.menuBar())
        self.bar = TransportBar(session, transport, self.actions)
        self.pads = CuePads(session, self.actions)
        self.window.build(
            self.first, [self.inspector, self.overview], self.canvas, [self.pads, self.bar]
        )
        self.window.statusBar().addPermanentWidget(self.progress)
        self.looks.dress(
            (self, self.lanes, self.overviews, self.library, self.actions, self.inspector,
             self.history, self.first, self.toast, self.bar, self.pads)
        )  # fmt: skip

    def wear(self, theme: Theme) -> None:
        """Give the canvas another look."""
        self.canvas.set_theme(theme)
        self.overview.set_theme(theme)
        self.window.statusBar().setFixedHeight(theme.px(32))

    def _connect(self) -> None:
        self._connect_studio()
        self._connect_canvas()
        self._connect_window()

    def _connect_studio(self) -> None:
        studio = self.studio
        studio.listed.connect(self._list)
        studio.said.connect(self.window.said.setText)
        studio.exported.connect(self._exported)
        studio.opening.drawn.connect(self._draw)
        studio.transport.moved.connect(self._move)
        studio.session.refused.connect(self.toast.say)
        studio.session.opened.connect(self._opened)
        studio.session.changed.connect(lambda change: self.window.said.setText(change.title))
        studio.problems.refused.connect(self.toast.say)
        studio.problems.broken.connect(self._broken)
        self.library.open_asked.connect(studio.open_track)

    def _connect_canvas(self) -> None:
        seek = self.studio.transport.seek
        self.canvas.sought.connect(seek)
        self.overview.sought.connect(seek)
        self.canvas.auditioned.connect(self._audition)
        self.canvas.context_asked.connect(self._canvas_menu)
        self.pads.menu_asked.connect(self._pad_menu)

    def _connect_window(self) -> None:
        self.window.dropped.connect(lambda names: self.studio.add(map(Path, names)))
        self.window.closing.connect(self._close)
        self.first.folder_asked.connect(self.doors.add_folder)
        self.first.files_asked.connect(self.doors.add_files)
        self.first.demo_asked.connect(self.demo_asked)
        self.doors.keys_chosen.connect(self._use_keys)
        self.doors.settings_chosen.connect(self.looks.take)
        self.doors.library_chosen.connect(self.library_chosen)
        self.doors.theme_asked.connect(self.looks.next_theme)
        self.doors.scale_asked.connect(self.looks.scale)
        self.looks.changed.connect(self._use_settings)

    def _restore(self) -> None:
        self._use_keys(keymap_file.load(self.remembered))
        self.window.restore(self.remembered)
        self.library.restore(self.remembered)
        self.lanes.restore(self.remembered)

    def _close(self) -> None:
        self.window.save(self.remembered)
        self.library.save(self.remembered)
        self.lanes.save(self.remembered)
        self.remembered.sync()
        self.router.rest()
        self.window.hide()  # a decoder that has just begun takes a moment to end
        self.studio.close()

    def _use_keys(self, keymap: Keymap) -> None:
        self.router.use(keymap)
        self.actions.write_keys()
        keymap_file.save(keymap, self.remembered)

    def _use_settings(self, settings: Settings) -> None:
        self.studio.settings = settings

    def _list(self, rows: list[dict[str, object]]) -> None:
        self.library.show_rows(rows)
        self.window.show_empty(not rows and self.studio.session.track is None)

    def _opened(self) -> None:
        track = self.studio.session.track
        self.library.mark_open(track.track_id if track else None)
        self.canvas.setFocus()
        self.window.setWindowTitle(f"{track.name} – EDM Studio" if track else "EDM Studio")

    def _draw(self, sound: Sound) -> None:
        self.canvas.set_sound(sound)
        self.overview.set_sound(sound)

    def _move(self, seconds: float) -> None:
        self.canvas.set_position(seconds, self.studio.transport.playing)
        self.overview.set_position(seconds)

    def _audition(self, seconds: float) -> None:
        self.studio.transport.seek(seconds)
        audition(self.hands)

    def _exported(self, report: ExportReport) -> None:
        said = tr("Exported {count} tracks").format(count=report.counts.get("tracks", 0))
        if report.skipped:
            said += tr("; {count} left out: {why}").format(
                count=len(report.skipped), why=report.skipped[0].reason
            )
        self.window.said.setText(said)
        self.toast.say(said)

    def _broken(self, report: str) -> None:
        self._report = ReportWindow(report)
        self._report.show()

    def _library_menu(self, parent: QWidget) -> QMenu:
        return self.actions.context_menu(LIBRARY_MENU, parent)

    def _canvas_menu(self, where: QPoint, seconds: float) -> None:
        self.studio.transport.seek(self.studio.session.snapped(seconds))
        self.actions.context_menu(CANVAS_MENU, self.canvas).popup(where)

    def _pad_menu(self, slot: str, where: QPoint) -> None:
        number = "ABCDEFGH".index(slot) + 1
        names = (f"hotcue.{number}", f"hotcue.{number}.move", f"hotcue.{number}.clear")
        self.actions.context_menu(names, self.pads).popup(where)
