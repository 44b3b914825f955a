"""Which tracks an export can take along."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from edmstudio.gui.library.rows import Status, status
from edmstudio.gui.library.view import LibraryView
from edmstudio.gui.studio import Studio
from edmstudio.gui.words import tr
from edmstudio.interchange.exporter import Playlist
from edmstudio.store.exports import Exports
from edmstudio.store.playlists import Playlists


@dataclass(frozen=True, slots=True)
class Scope:
    """A set of tracks to take along.

    Attributes
    ----------
    title : str
    track_ids : callable
        The tracks, for the name of a format.
    playlist : Playlist or None
        Where it is a playlist, so that its order arrives too.
    """

    title: str
    track_ids: Callable[[str], tuple[int, ...]]
    playlist: Playlist | None = None


def fixed(title: str, track_ids: tuple[int, ...], playlist: Playlist | None = None) -> Scope:
    """The same tracks whatever the format."""
    return Scope(title, lambda format_name: track_ids, playlist)


def scopes(studio: Studio, library: LibraryView) -> list[Scope]:
    """What is picked, open or shown, the whole library and parts of it, then the playlists."""
    held, picked = studio.session.track, library.picked_ids()
    rows = library.model.rows
    everything = tuple(row["id"] for row in rows)
    found = [fixed(tr("Picked in the list"), tuple(picked))] if len(picked) > 1 else []
    if held is not None:
        found.append(fixed(tr("The open track"), (held.track_id,)))
    shown = tuple(library.shown_ids())
    if shown != everything:
        found.append(fixed(tr("All that the list shows"), shown))
    found.append(fixed(tr("The whole library"), everything))
    corrected = tuple(row["id"] for row in rows if status(row) is Status.CORRECTED)
    if corrected:
        found.append(fixed(tr("Tracks that a person corrected"), corrected))
    found.append(_new(studio))
    return [*found, *_playlists(studio)]


def _new(studio: Studio) -> Scope:
    exports = Exports(studio.library)
    return Scope(
        tr("New since the last export"), lambda format_name: tuple(exports.changed(format_name))
    )


def _playlists(studio: Studio) -> Iterator[Scope]:
    for each in Playlists(studio.library).all():
        if each.tracks:
            name = " / ".join((*each.folders, each.name))
            playlist = Playlist(each.name, each.tracks, each.folders)
            ids = tuple(dict.fromkeys(each.tracks))
            yield fixed(tr("Playlist {name}").format(name=name), ids, playlist)
