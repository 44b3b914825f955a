"""Tracks of the library by the paths a person names."""

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from edmstudio.domain.refused import Fault, Refused
from edmstudio.domain.track import Track
from edmstudio.interchange.tags.payload import payload_hash
from edmstudio.store.library import Library
from edmstudio.store.tracks import Tracks


def track_at(library: Library, path: Path) -> Track:
    """The track of a file: by its path, otherwise by its audio; `Refused` where it is unknown."""
    tracks, absolute = Tracks(library), os.path.abspath(path)
    known = tracks.at(absolute)
    if known is None and os.path.exists(absolute):
        known = tracks.with_payload(payload_hash(Path(absolute)))
        if known is not None and not os.path.exists(known.path):
            known = replace(known, path=absolute, missing=False)
            tracks.update(known)
    if known is None:
        raise Refused(
            f"“{path}” is not in the library; take it in with `edmstudio add`.", Fault.MISSING
        )
    return known


def tracks_under(library: Library, paths: Iterable[Path]) -> list[Track]:
    """The tracks of files, and all tracks whose files lie in folders."""
    found: dict[int, Track] = {}
    everything = Tracks(library).all()
    for path in paths:
        inside = os.path.join(os.path.abspath(path), "")
        below = [track for track in everything if track.path.startswith(inside)]
        for track in below or [track_at(library, path)]:
            found[track.track_id] = track
    return list(found.values())
