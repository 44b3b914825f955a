"""Which page of the manual is about which part of the window."""

from PySide6.QtWidgets import QWidget

from edmstudio.gui.canvas.canvas import Canvas
from edmstudio.gui.canvas.overview import Overview
from edmstudio.gui.exchange.changes_dialog import ChangesDialog
from edmstudio.gui.exchange.export_dialog import ExportDialog
from edmstudio.gui.exchange.import_dialog import ImportDialog
from edmstudio.gui.exchange.restore_dialog import RestoreDialog
from edmstudio.gui.keys.dialog import KeysDialog
from edmstudio.gui.library.filter_bar import FilterBar
from edmstudio.gui.library.first_run import FirstRun
from edmstudio.gui.library.view import LibraryView
from edmstudio.gui.panels.cue_pads import CuePads
from edmstudio.gui.panels.event_table import EventTable
from edmstudio.gui.panels.history_panel import HistoryPanel
from edmstudio.gui.panels.inspector import Inspector
from edmstudio.gui.panels.similarity_panel import SimilarityPanel
from edmstudio.gui.panels.template_dialog import TemplateDialog
from edmstudio.gui.panels.transport_bar import TransportBar
from edmstudio.gui.review.queue_view import QueueView
from edmstudio.gui.settings_dialog import SettingsDialog
from edmstudio.gui.teaching.models_dialog import ModelsDialog
from edmstudio.gui.teaching.retrain_dialog import RetrainDialog

START = "first-steps"
PAGES: dict[type[QWidget], str] = {
    Canvas: "window#the-timeline",
    Overview: "window#the-overview",
    Inspector: "window#the-header",
    EventTable: "window#events",
    HistoryPanel: "window#history",
    SimilarityPanel: "window#similarity",
    CuePads: "cues#pads",
    TransportBar: "playing",
    LibraryView: "library",
    FilterBar: "library",
    QueueView: "review",
    FirstRun: START,
    ImportDialog: "import",
    ExportDialog: "export",
    ChangesDialog: "export#serato",
    RestoreDialog: "export#old-tags-back",
    SettingsDialog: "settings",
    KeysDialog: "settings#keys",
    TemplateDialog: "cues#templates",
    RetrainDialog: "retraining",
    ModelsDialog: "retraining#all-models",
}


def page_about(widget: QWidget | None) -> str:
    """The page of the innermost part that a widget lies in; the first one for any other."""
    while widget is not None:
        for kind, page in PAGES.items():
            if isinstance(widget, kind):
                return page
        widget = widget.parentWidget()
    return START
