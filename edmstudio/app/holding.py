"""What holds for a track in a library: corrections over labels over predictions."""

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.evidence import Evidence
from edmstudio.domain.holding import believed, renewed
from edmstudio.domain.track import TrackId
from edmstudio.store.labels import Labels
from edmstudio.store.library import Library
from edmstudio.store.predictions import Predictions
from edmstudio.store.revisions import Revisions
from edmstudio.store.summaries import Summaries
from edmstudio.store.tracks import Tracks


class Holding:
    """Reads the three kinds of saying and answers what is believed."""

    def __init__(self, library: Library) -> None:
        self._tracks = Tracks(library)
        self._labels = Labels(library)
        self._predictions = Predictions(library)
        self._revisions = Revisions(library)
        self._summaries = Summaries(library)

    def base(self, track_id: TrackId) -> Annotations:
        """What would hold if no person had decided anything."""
        prediction = self._predictions.newest(track_id)
        labels = [said.annotations for said in self._labels.of(track_id)]
        return believed(prediction.annotations if prediction else None, labels)

    def annotations(self, track_id: TrackId) -> Annotations:
        """What holds."""
        head, base = self._revisions.head(track_id), self.base(track_id)
        return base if head is None else renewed(head, base)

    def prediction(self, track_id: TrackId) -> Annotations | None:
        """What the newest checkpoint says, for showing it beside what holds."""
        newest = self._predictions.newest(track_id)
        return newest.annotations if newest else None

    def evidence(self, track_id: TrackId) -> Evidence | None:
        """What the newest checkpoint holds for possible beside what it says."""
        newest = self._predictions.newest(track_id)
        return self._predictions.evidence(track_id, newest.checkpoint) if newest else None

    def past(self, track_id: TrackId) -> list[Annotations]:
        """All that was ours here so far: what models said, and what held after each decision."""
        return [*self._predictions.every(track_id), *self._revisions.every(track_id)]

    def summarise(self, track_id: TrackId) -> None:
        """Renew the row of the track in long lists; call after whatever changed it."""
        newest = self._predictions.newest(track_id)
        held = self.annotations(track_id)
        self._summaries.put(
            track_id,
            held,
            seconds=self._tracks.get(track_id).seconds,
            corrected_by=self._revisions.last_annotator(track_id) if held.decided else "",
            sources=" ".join(self._labels.sources(track_id)),
            checkpoint=newest.checkpoint if newest else "",
        )
