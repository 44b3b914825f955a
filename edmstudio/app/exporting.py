"""Taking what holds to a DJ program: one format, one file, the tracks a person names."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from edmstudio.app.holding import Holding
from edmstudio.domain.track import Track
from edmstudio.interchange.exporter import (
    Exporter,
    ExportOptions,
    ExportReport,
    ExportTrack,
    Playlist,
)
from edmstudio.jobs.job import Watch
from edmstudio.store.labels import Labels
from edmstudio.store.library import Library
from edmstudio.store.playlists import Playlists


def export(
    watch: Watch,
    library: Library,
    tracks: Iterable[Track],
    *,
    exporter: Exporter,
    target: Path,
    options: ExportOptions,
) -> ExportReport:
    """Write what holds for these tracks; stopped, it leaves the target as it was."""
    chosen = list(tracks)
    return exporter.export(_filled(watch, library, chosen, exporter.source), target, options)


def imported_playlists(library: Library) -> tuple[Playlist, ...]:
    """The playlists that other programs brought, for `ExportOptions.playlists`."""
    return tuple(Playlist(p.name, p.tracks, p.folders) for p in Playlists(library).all())


def _filled(
    watch: Watch, library: Library, tracks: list[Track], source: str
) -> Iterator[ExportTrack]:
    """Each track with what holds, and with what the program itself once said of it."""
    holding, labels = Holding(library), Labels(library)
    for done, track in enumerate(tracks):
        watch.step(done, len(tracks), track.name)
        said = (each.raw for each in labels.of(track.track_id) if each.source == source)
        yield ExportTrack(track, holding.annotations(track.track_id), next(said, {}))
    watch.step(len(tracks), len(tracks))
