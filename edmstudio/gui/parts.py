"""The parts of the window, as those see them that speak to several at once."""

from typing import Protocol

from edmstudio.gui.canvas.canvas import Canvas
from edmstudio.gui.canvas.overview import Overview
from edmstudio.gui.commands.registry import Commands
from edmstudio.gui.doors import WindowDoors
from edmstudio.gui.keys.actions import Actions
from edmstudio.gui.keys.router import KeyRouter
from edmstudio.gui.library.mini_overview import MiniOverviews
from edmstudio.gui.library.view import LibraryView
from edmstudio.gui.look.looks import Looks
from edmstudio.gui.main_window import MainWindow
from edmstudio.gui.panels.cue_pads import CuePads
from edmstudio.gui.panels.similarity_panel import SimilarityPanel
from edmstudio.gui.panels.transport_bar import TransportBar
from edmstudio.gui.review.queue_view import QueueView
from edmstudio.gui.review.reviewer import Reviewer
from edmstudio.gui.review.reviewers_doors import ReviewersDoors
from edmstudio.gui.studio import Studio
from edmstudio.gui.teaching.doors import ModelDoors
from edmstudio.gui.track.hands import Hands
from edmstudio.gui.track.manner import Manner
from edmstudio.gui.track.shown_lanes import ShownLanes
from edmstudio.gui.track.template_shelf import TemplateShelf
from edmstudio.gui.widgets.toast import Toast


class Parts(Protocol):
    """What is put together in `assembly`, which nothing else needs to know."""

    studio: Studio
    window: MainWindow
    library: LibraryView
    overviews: MiniOverviews
    doors: WindowDoors
    canvas: Canvas
    overview: Overview
    similarity: SimilarityPanel
    hands: Hands
    pads: CuePads
    bar: TransportBar
    toast: Toast
    commands: Commands
    router: KeyRouter
    actions: Actions
    lanes: ShownLanes
    manner: Manner
    shelf: TemplateShelf
    reviewer: Reviewer
    queue: QueueView
    reviewers: ReviewersDoors
    models: ModelDoors
    looks: Looks
