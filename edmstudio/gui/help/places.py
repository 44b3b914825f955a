"""Which page of the manual is about which part of the window."""

from PySide6.QtWidgets import QWidget

START = "first-steps"
# Classes by their names: those of dialogs are not loaded before one is opened.
PAGES = {
    "Canvas": "window#the-timeline",
    "Overview": "window#the-overview",
    "Inspector": "window#the-header",
    "EventTable": "window#events",
    "HistoryPanel": "window#history",
    "SimilarityPanel": "window#similarity",
    "CuePads": "cues#pads",
    "TransportBar": "playing",
    "LibraryView": "library",
    "FilterBar": "library",
    "QueueView": "review",
    "FirstRun": START,
    "ImportDialog": "import",
    "ExportDialog": "export",
    "ChangesDialog": "export#serato",
    "RestoreDialog": "export#old-tags-back",
    "SettingsDialog": "settings",
    "KeysDialog": "settings#keys",
    "TemplateDialog": "cues#templates",
    "RetrainDialog": "retraining",
    "ModelsDialog": "retraining#all-models",
}


def page_about(widget: QWidget | None) -> str:
    """The page of the innermost part that a widget lies in; the first one for any other."""
    while widget is not None:
        for kind in type(widget).__mro__:
            if (page := PAGES.get(kind.__name__)) is not None:
                return page
        widget = widget.parentWidget()
    return START
