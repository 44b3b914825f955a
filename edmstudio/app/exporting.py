"""Taking what holds to a DJ program: one format, one file, the tracks a person names."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from edmstudio.app.holding import Holding
from edmstudio.app.importing import NUDGE
from edmstudio.domain.track import Track
from edmstudio.interchange.exporter import (
    Exporter,
    ExportOptions,
    ExportReport,
    ExportTrack,
    Playlist,
)
from edmstudio.jobs.job import Watch
from edmstudio.store.exports import Exports
from edmstudio.store.labels import Labels
from edmstudio.store.library import Library
from edmstudio.store.playlists import Playlists

CHANGED = "New since the last export"


def export(
    watch: Watch,
    library: Library,
    tracks: Iterable[Track],
    *,
    exporter: Exporter,
    target: Path,
    options: ExportOptions,
) -> ExportReport:
    """Write what holds for these tracks; stopped, it leaves the target as it was.

    What left is remembered, so that only what is new needs to leave the next time.
    """
    chosen, began = list(tracks), datetime.now(UTC)
    report = exporter.export(filled(watch, library, chosen, exporter.source), target, options)
    if not options.dry_run:
        kept = {skipped.path for skipped in report.skipped}
        left = [track.track_id for track in chosen if track.path not in kept]
        Exports(library).note(exporter.name, left, began)
    return report


def imported_playlists(library: Library) -> tuple[Playlist, ...]:
    """The playlists that other programs brought, for `ExportOptions.playlists`."""
    return tuple(Playlist(p.name, p.tracks, p.folders) for p in Playlists(library).all())


def playlists_for(
    library: Library, exporter: Exporter, tracks: Iterable[Track]
) -> tuple[Playlist, ...]:
    """The imported playlists as far as they hold these tracks, and one of what is new.

    rekordbox does not renew tracks that it has: the person picks them there from that playlist.
    """
    ids = [track.track_id for track in tracks]
    wanted = set(ids)
    held = (
        Playlist(each.name, kept, each.folders)
        for each in imported_playlists(library)
        if (kept := tuple(track for track in each.tracks if track in wanted))
    )
    exports = Exports(library)
    if not (exporter.capability.playlists and exports.ever(exporter.name)):
        return tuple(held)
    changed = set(exports.changed(exporter.name))
    return (*held, Playlist(CHANGED, tuple(track for track in ids if track in changed)))


def filled(
    watch: Watch, library: Library, tracks: list[Track], source: str
) -> Iterator[ExportTrack]:
    """Each track with what holds, what held, and what the program itself once said of it."""
    holding, labels = Holding(library), Labels(library)
    program = source.partition(" ")[0]
    for done, track in enumerate(tracks):
        watch.step(done, len(tracks), track.name)
        said = labels.of(track.track_id)
        theirs = [each for each in said if program and each.source.partition(" ")[0] == program]
        locked = (each.annotations.grid for each in theirs if each.annotations.grid_locked)
        yield ExportTrack(
            track,
            holding.annotations(track.track_id),
            next((each.raw for each in theirs if each.source == source), {}),
            tuple(holding.past(track.track_id)),
            next(locked, None),
            next((float(each.raw[NUDGE]) for each in theirs if NUDGE in each.raw), 0.0),
        )
    watch.step(len(tracks), len(tracks))
