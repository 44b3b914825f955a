"""The place that a question is about: brought onto the desk, and heard again and again."""

from edmstudio.audio.player import Loop
from edmstudio.domain.suspicion import Suspicion
from edmstudio.gui.studio import Studio

AROUND = 4.0  # seconds of the timeline shown on either side of it


def take_up(studio: Studio, suspicion: Suspicion) -> None:
    """Open the track, look at the place and let it be heard; sound follows when decoded."""
    session = studio.session
    if session.track is None or session.track.track_id != suspicion.track_id:
        studio.open_track(suspicion.track_id)
    session.look_at(suspicion.start - AROUND, suspicion.end + AROUND)
    _play(studio, Loop(suspicion.start, suspicion.end))


def leave(studio: Studio) -> None:
    """Nothing is asked any more: be still."""
    if studio.session.track is not None:
        studio.transport.pause()
        studio.transport.set_loop(None)


def _play(studio: Studio, loop: Loop) -> None:
    """With clicks, where there is a grid."""
    transport = studio.transport
    transport.set_loop(loop)
    transport.listening.set_clicking(studio.session.annotations.grid is not None)
    transport.seek(loop.start)
    transport.play()
