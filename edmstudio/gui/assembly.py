"""Putting the window together: who hears whom."""

from pathlib import Path

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtWidgets import QMenu, QWidget

from edmstudio.app.cue_template_file import FILE
from edmstudio.app.settings import Settings
from edmstudio.gui.all_commands import AllCommands
from edmstudio.gui.canvas.canvas import Canvas
from edmstudio.gui.canvas.overview import Overview
from edmstudio.gui.doors import WindowDoors
from edmstudio.gui.help.tour import Tour
from edmstudio.gui.help.tour_stops import stops
from edmstudio.gui.keys import keymap_file
from edmstudio.gui.keys.actions import Actions
from edmstudio.gui.keys.keymap import Keymap
from edmstudio.gui.keys.router import KeyRouter
from edmstudio.gui.library.first_run import FirstRun
from edmstudio.gui.library.mini_overview import MiniOverviews
from edmstudio.gui.library.recents import offer, recent
from edmstudio.gui.library.view import LibraryView
from edmstudio.gui.look.looks import Looks
from edmstudio.gui.look.theme import Theme
from edmstudio.gui.main_window import MainWindow
from edmstudio.gui.news import News
from edmstudio.gui.panels.cue_pads import CuePads
from edmstudio.gui.panels.event_table import EventTable
from edmstudio.gui.panels.history_panel import HistoryPanel
from edmstudio.gui.panels.inspector import Inspector
from edmstudio.gui.panels.similarity_panel import SimilarityPanel
from edmstudio.gui.panels.transport_bar import TransportBar
from edmstudio.gui.review.open_questions import OpenQuestions
from edmstudio.gui.review.queue_view import QueueView
from edmstudio.gui.review.reviewer import Reviewer
from edmstudio.gui.review.reviewers_doors import ReviewersDoors
from edmstudio.gui.studio import Studio
from edmstudio.gui.teaching.doors import ModelDoors
from edmstudio.gui.teaching.teacher import Teacher
from edmstudio.gui.track.gone_note import GoneNote
from edmstudio.gui.track.hands import Hands
from edmstudio.gui.track.manner import Manner
from edmstudio.gui.track.shown_lanes import ShownLanes
from edmstudio.gui.track.template_shelf import TemplateShelf
from edmstudio.gui.widgets.progress_bar import WorkProgress
from edmstudio.gui.widgets.toast import Toast
from edmstudio.gui.words import tr

LIBRARY_MENU = ("library.open", "", "analyse.picked", "export", "", "library.columns")


class Assembly(QObject):
    """The window of one library, with everything in it connected."""

    library_chosen = Signal(str)
    restore_asked = Signal(str)

    def __init__(self, studio: Studio, looks: Looks, remembered: QSettings) -> None:
        super().__init__()
        self.studio, self.looks, self.remembered = studio, looks, remembered
        self.window = MainWindow()
        self.overviews = MiniOverviews(studio.places.cache, looks.theme, studio.cues_of)
        self.library = LibraryView(self.overviews.of, self._library_menu)
        self.doors = WindowDoors(self.window, studio, self.library)
        self.canvas = Canvas(studio.session, looks.theme)
        self.lanes = ShownLanes(self.canvas, looks.theme, self.window)
        self.manner = Manner(self.canvas)
        self.gone = GoneNote(studio.session, self.canvas)
        self.overview = Overview(studio.session, looks.theme)
        self.hands = Hands(studio.session, studio.transport)
        self.shelf = TemplateShelf(studio.places.settings.with_name(FILE), studio.problems)
        self._make_panels()
        self.registering = AllCommands(self)
        self.commands = self.registering.made()
        self.router = KeyRouter(self.commands, self.window)
        self.router.asking = self.queue.asking
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
        self.similarity = SimilarityPanel(session, self.studio.jobs)
        self.reviewer = Reviewer(self.studio)
        self.queue = QueueView(self.reviewer)
        self.open_questions = OpenQuestions(session, self.reviewer, self.inspector.show_questions)
        self.reviewers = ReviewersDoors(self.window, self.studio, self.reviewer)
        self.models = ModelDoors(self.window, self.studio, Teacher(self.studio, self.reviewer))
        self.first = FirstRun()
        self.toast = Toast(self.window, self.canvas)
        self.progress = WorkProgress(self.studio.work)
        self.window.dock("library", tr("Library"), self.library, self.library.bar)
        self.window.dock("events", tr("Events"), self.events)
        self.window.dock("history", tr("History"), self.history)
        self.window.dock("similarity", tr("Similarity"), self.similarity)
        self.window.dock("review", tr("Review"), self.queue)
        self.window.sharing.lay_out()

    def _furnish(self) -> None:
        session, transport = self.studio.session, self.studio.transport
        self.actions.fill(self.window.menuBar())
        self.bar = TransportBar(session, transport, self.actions)
        self.pads = CuePads(session, self.actions)
        self.window.build(
            self.first, [self.inspector, self.overview], self.canvas, [self.pads, self.bar]
        )
        self.window.said.work_with(self.progress, gives_way=self.pads)
        self.tour = Tour(self.window, stops(self), self.remembered)
        self.looks.dress(
            (self, self.doors.exchange, self.doors.help.helping, self.doors.keeping, self.models,
             self.reviewers, self.queue, self.lanes, self.overviews, self.library, self.actions,
             self.inspector, self.events, self.history, self.similarity, self.first, self.toast,
             self.progress, self.bar, self.pads, self.gone, self.tour)
        )  # fmt: skip

    def wear(self, theme: Theme) -> None:
        """Give the canvas another look."""
        self.canvas.set_theme(theme)
        self.overview.set_theme(theme)
        self.window.wear(theme)

    def _connect(self) -> None:
        self.progress.changed.connect(self.window.said.settle)
        self.news = News(self)
        self._connect_window()

    def _connect_window(self) -> None:
        self.window.dropped.connect(lambda names: self.doors.exchange.take(map(Path, names)))
        self.window.closing.connect(self._close)
        self.first.folder_asked.connect(self.doors.library.add_folder)
        self.first.files_asked.connect(self.doors.library.add_files)
        self.first.labels_asked.connect(self.doors.exchange.import_labels)
        self.first.demo_asked.connect(self.studio.try_demo)
        self.inspector.review_asked.connect(self.actions["review.here"].trigger)
        self.gone.found_asked.connect(self.doors.library.find_folder)
        self.doors.keys_chosen.connect(self._use_keys)
        self.doors.settings_chosen.connect(self.looks.take)
        self.doors.library.library_chosen.connect(self.library_chosen)
        self.doors.keeping.restore_asked.connect(self.restore_asked)
        self.doors.theme_asked.connect(self.looks.next_theme)
        self.doors.scale_asked.connect(self.looks.scale)
        self.looks.changed.connect(self._use_settings)
        self.shelf.changed.connect(self.registering.renew_templates)
        self.models.review_asked.connect(lambda: self.commands["review.start"].run())
        self.doors.help.tour_asked.connect(self.tour.start)
        self._fill_recent()

    def _restore(self) -> None:
        self._use_keys(keymap_file.load(self.remembered))
        self.window.restore(self.remembered)
        self.library.table.restore(self.remembered)
        self.lanes.restore(self.remembered)
        self.manner.restore(self.remembered)

    def _close(self) -> None:
        self.window.save(self.remembered)
        self.library.table.save(self.remembered)
        self.lanes.save(self.remembered)
        self.manner.save(self.remembered)
        self.remembered.sync()
        self.router.rest()
        self.doors.help.helping.close()
        self.models.teacher.close()
        self.window.hide()  # a decoder that has just begun takes a moment to end
        self.studio.close()

    def _use_keys(self, keymap: Keymap) -> None:
        self.router.use(keymap)
        self.actions.write_keys()
        keymap_file.save(keymap, self.remembered)

    def _use_settings(self, settings: Settings) -> None:
        self.studio.use(settings)

    def _fill_recent(self) -> None:
        """The libraries that were open lately, in the menu "File"."""
        others = [path for path in recent(self.remembered) if path != self.studio.places.library]
        offer(self.actions["library.choose"], others, self.library_chosen.emit)

    def _library_menu(self, parent: QWidget) -> QMenu:
        return self.actions.context_menu(LIBRARY_MENU, parent)
