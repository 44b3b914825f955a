"""Tracks of the library by the paths a person names."""

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from edmstudio.app.finding_files import holdable
from edmstudio.domain.refused import Fault, Refused
from edmstudio.domain.track import Track
from edmstudio.interchange.tags.payload import payload_hash
from edmstudio.store.library import Library
from edmstudio.store.tracks import Tracks


def track_at(library: Library, path: Path) -> Track:
    """The track of a file: by its path, otherwise by its audio; `Refused` where it is unknown."""
    tracks, absolute = Tracks(library), holdable(os.path.abspath(path))
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
    everything = {track.path: track for track in Tracks(library).all()}
    for path in paths:
        absolute = os.path.abspath(path)
        known = everything.get(absolute)  # first, for many files of a large library are named
        named = [known] if known else _below(absolute, everything.values())
        for track in named or [track_at(library, path)]:
            found[track.track_id] = track
    return list(found.values())


def _below(folder: str, tracks: Iterable[Track]) -> list[Track]:
    inside = os.path.join(folder, "")
    below = [track for track in tracks if track.path.startswith(inside)]
    if not below and os.path.isdir(folder):
        raise Refused(f"No track of the library lies in “{folder}”.", Fault.MISSING)
    return below
