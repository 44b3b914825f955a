"""The track that is on the player: its sound, one band of it, and what has been found in it."""

from edmstudio.audio.bands import Band
from edmstudio.audio.deck import Deck
from edmstudio.audio.orders import NOTHING, Source
from edmstudio.audio.preparing import Preparing


class Reel:
    """Knows the source that should be heard; what is still being made is heard later."""

    def __init__(self) -> None:
        self._whole = NOTHING
        self._preparing = Preparing()
        self.band: Band | None = None  # heard alone, as soon as it is there

    def take(self, source: Source) -> None:
        """Another track, with all its bands."""
        self._whole, self.band = source, None
        self._preparing.work_for(source)

    def thread_into(self, deck: Deck) -> None:
        """Give the callback what has been found out about the track since."""
        source = self._whole
        stretches = deck.keeps_pitch and deck.speed != 1
        attacks = self._preparing.attacks() if stretches else None
        samples = self._preparing.band(self.band) if self.band else None
        if attacks is not None:
            source = source._replace(attacks=attacks)
        if samples is not None:
            source = source._replace(samples=samples)
        held = deck.orders.source
        if source.samples is not held.samples or source.attacks is not held.attacks:
            deck.order(source=source)

    def finish(self) -> None:
        """Wait for what was asked for."""
        self._preparing.finish()

    def close(self) -> None:
        """Stop looking."""
        self._preparing.close()
