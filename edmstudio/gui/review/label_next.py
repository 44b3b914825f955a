"""To the track that should be labelled next, with the reason why."""

from edmstudio.gui.studio import Studio
from edmstudio.gui.words import tr
from edmstudio.store.next_labels import NextLabels


class LabelNext:
    """Goes through the tracks without labels in the order in which labels would teach the most."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio

    def go(self) -> None:
        """Open the first of them, or the one behind the track that is open."""
        wanted, held = NextLabels(self._studio.library).open(), self._studio.session.track
        if not wanted:
            self._studio.said.emit(
                tr("No track without labels is known; look for doubts to find what to label next.")
            )
            return
        places = {each.track_id: place for place, each in enumerate(wanted)}
        behind = places[held.track_id] + 1 if held and held.track_id in places else 0
        found = wanted[behind % len(wanted)]
        self._studio.open_track(found.track_id)
        self._studio.said.emit(
            tr("{rank} of {count} without labels. {reason}").format(
                rank=behind % len(wanted) + 1, count=len(wanted), reason=found.reason
            )
        )
