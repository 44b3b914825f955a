"""Which recording this is."""

from dataclasses import dataclass, field
from typing import NewType

from edmstudio.domain.timeline import Timeline

TrackId = NewType("TrackId", int)


@dataclass(frozen=True, slots=True)
class Track:
    """One recording in the library; its path is only where it was last seen.

    Attributes
    ----------
    track_id : TrackId
    path : str
        Absolute path where the file was last seen.
    payload : str
        Hash (hex) of the audio payload without tags: the track's identity.
    seconds : float
        Duration on the canonical timeline.
    rate : int
        Sample rate of the file in Hz.
    channels : int
    title, artist, album, genre : str
        From the file's tags, "" where unknown.
    timeline : Timeline
    missing : bool
        True while the file is not where it was last seen.
    """

    track_id: TrackId
    path: str
    payload: str
    seconds: float
    rate: int = 44100
    channels: int = 2
    title: str = ""
    artist: str = ""
    album: str = ""
    genre: str = ""
    timeline: Timeline = field(default_factory=Timeline)
    missing: bool = False

    @property
    def name(self) -> str:
        """What a person calls the track."""
        title = self.title or stem(self.path)
        return f"{self.artist} – {title}" if self.artist else title


def stem(path: str) -> str:
    """A file's name without folder and kind; a path may come from any system."""
    windows = not path.startswith("/")  # elsewhere a backslash is a letter of the name
    name = (path.replace("\\", "/") if windows else path).rsplit("/", 1)[-1]
    return name.rsplit(".", 1)[0] or name
