"""Which page of the manual is about which part of the window."""

from PySide6.QtWidgets import QWidget

from edmstudio.gui.canvas.canvas import Canvas
from edmstudio.gui.canvas.overview import Overview
from edmstudio.gui.changes_dialog import ChangesDialog
from edmstudio.gui.cue_pads import CuePads
from edmstudio.gui.event_table import EventTable
from edmstudio.gui.export_dialog import ExportDialog
from edmstudio.gui.first_run import FirstRun
from edmstudio.gui.history_panel import HistoryPanel
from edmstudio.gui.import_dialog import ImportDialog
from edmstudio.gui.inspector import Inspector
from edmstudio.gui.keys_dialog import KeysDialog
from edmstudio.gui.library_view import LibraryView
from edmstudio.gui.models_dialog import ModelsDialog
from edmstudio.gui.queue_view import QueueView
from edmstudio.gui.restore_dialog import RestoreDialog
from edmstudio.gui.retrain_dialog import RetrainDialog
from edmstudio.gui.settings_dialog import SettingsDialog
from edmstudio.gui.similarity_panel import SimilarityPanel
from edmstudio.gui.template_dialog import TemplateDialog
from edmstudio.gui.transport_bar import TransportBar

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
