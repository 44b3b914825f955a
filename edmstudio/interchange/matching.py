"""An entry of a foreign library, and the track of ours that it speaks of.

By location first, by the audio itself, then by title, artist and duration, and last by file name
and duration. What could be two tracks is none: the person is asked.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from edmstudio.domain.track import Track
from edmstudio.interchange.audio_folder import SOUND
from edmstudio.interchange.importer import ImportedTrack
from edmstudio.interchange.locations import comparable, file_name, serato_path

CLOSE = 2.0  # seconds: programs round durations, and count MP3 padding differently


class Sign(StrEnum):
    """By what a track was recognised, the surest first."""

    LOCATION = "location"
    AUDIO = "audio"
    NAMES = "title, artist and duration"
    FILE_NAME = "file name and duration"


@dataclass(frozen=True, slots=True)
class Match:
    """A track of ours, and why it is believed to be the one."""

    track: Track
    sign: Sign


class Matcher:
    """Finds the tracks of one library; made once an import, each question is then a look-up."""

    def __init__(self, tracks: Iterable[Track]) -> None:
        self._at: dict[str, Track] = {}
        self._with_payload: dict[str, Track] = {}
        self._called: dict[tuple[str, str], list[Track]] = defaultdict(list)
        self._in_file: dict[str, list[Track]] = defaultdict(list)
        self._from_root: dict[str, list[Track]] = defaultdict(list)
        for track in tracks:
            self._at[comparable(track.path)] = track
            self._with_payload[track.payload] = track
            self._called[_names(track.title, track.artist)].append(track)
            self._in_file[_stem(track.path)].append(track)
            self._from_root[_plain(serato_path(track.path))].append(track)

    def match(self, entry: ImportedTrack) -> Match | None:
        """The track that an entry speaks of, None where there is none or more than one."""
        place = entry.location
        for spelt in (place, place[1:]) if place.startswith("//") else (place,) if place else ():
            if track := self._at.get(comparable(spelt)):  # some programs double the first slash
                return Match(track, Sign.LOCATION)
        rooted = self._from_root.get(_plain(entry.location), [])  # without drive, as Serato has it
        if len(rooted) == 1:
            return Match(rooted[0], Sign.LOCATION)
        if entry.payload and (track := self._with_payload.get(entry.payload)):
            return Match(track, Sign.AUDIO)
        names = _names(entry.title, entry.artist)
        if names[0] and (track := _only(self._called.get(names, []), entry.seconds)):
            return Match(track, Sign.NAMES)
        file = _stem(entry.location)
        if file and (track := _only(self._in_file.get(file, []), entry.seconds)):
            return Match(track, Sign.FILE_NAME)
        return None

    def likely(self, entry: ImportedTrack) -> list[Track]:
        """Tracks that an unmatched entry might mean, for the person to choose from."""
        called = self._called.get(_names(entry.title, entry.artist), [])
        in_file = self._in_file.get(_stem(entry.location), [])
        return list({track.track_id: track for track in (*called, *in_file)}.values())


def _stem(path: str) -> str:
    """The file's name without what stands behind the dot, if that is a kind of audio."""
    name = file_name(path)
    stem, dot, suffix = name.rpartition(".")
    return _plain(stem if dot + suffix.lower() in SOUND else name)


def _only(candidates: list[Track], seconds: float) -> Track | None:
    """The single candidate of about this duration; of any where it is unknown."""
    close = [track for track in candidates if not seconds or abs(track.seconds - seconds) <= CLOSE]
    return close[0] if len(close) == 1 else None


def _names(title: str, artist: str) -> tuple[str, str]:
    return _plain(title), _plain(artist)


def _plain(text: str) -> str:
    """Case, accents' normal form and spacing do not tell two recordings apart."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text).casefold()).strip()
