"""What comes from other programs and goes to them, for the dialogs; no widgets here."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from edmstudio.app.export_trial import Trial, trial
from edmstudio.app.exporting import export, playlists_for
from edmstudio.app.import_preview import Examined, examine
from edmstudio.app.relinking import TAG_READERS, OwnTags, common_folder
from edmstudio.app.tag_backups import Restored, put_back
from edmstudio.app.taking_in import Request, TakenIn, take_in
from edmstudio.domain.refused import Refused
from edmstudio.domain.track import Track
from edmstudio.gui.numbers import listed, several
from edmstudio.gui.studio import Studio
from edmstudio.gui.words import tr
from edmstudio.interchange.exporter import Exporter, ExportOptions, ExportReport
from edmstudio.interchange.importer import importer_named, importers_for
from edmstudio.jobs.job import Watch
from edmstudio.store.labels import Labels


@dataclass(frozen=True, slots=True)
class Wish:
    """What the person asked to export."""

    exporter: Exporter
    track_ids: tuple[int, ...]
    target: Path
    options: ExportOptions


class Exchange(QObject):
    """Work for jobs: everything with a `Watch` runs on another thread than the window's."""

    imported = Signal(TakenIn)

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self.studio = studio

    @property
    def backups(self) -> Path:
        """Where old tags are kept before an export writes new ones."""
        library = self.studio.places.library
        return library.with_name(f"{library.stem} tags")

    def known_files(self) -> list[Path]:
        """Files that labels came from and that are still there."""
        files = map(Path, Labels(self.studio.library).files())
        return [file for file in files if file.is_file()]

    def examine(self, watch: Watch, paths: Iterable[Path]) -> list[Examined | Refused]:
        """Every file as every importer that knows it understands it."""
        found: list[Examined | Refused] = []
        for path in paths:
            try:
                for importer in importers_for(path):
                    found.append(examine(watch, self.studio.library, path, importer))
            except Refused as refused:
                found.append(refused)
        return found

    def examine_own_tags(self, watch: Watch) -> list[Examined | Refused]:
        """The tags that other programs left in the library's own files."""
        files = tuple(Path(track.path) for track in self.studio.tracks.all())
        folder = common_folder(files)
        return [
            examine(watch, self.studio.library, folder, OwnTags(importer_named(name), files))
            for name in TAG_READERS
        ]

    def again(self, watch: Watch, request: Request) -> Examined:
        """The same file, once entries were found again by hand."""
        return examine(watch, self.studio.library, request.path, request.importer)

    def take_in(self, watch: Watch, requests: list[Request], files: list[Path]) -> TakenIn:
        """Import, with these files added first."""
        return take_in(
            watch,
            self.studio.library,
            requests,
            files=files,
            place=self.studio.place,
            cache=self.studio.places.cache,
            now=datetime.now(UTC),
        )

    def took(self, came: TakenIn) -> None:
        """Show what an import brought, and hear what was added."""
        self.refresh()
        self.imported.emit(came)
        self.studio.said.emit(came_in_words(came))
        if came.added:
            self.studio.analyse([track.track_id for track in came.added])

    def refresh(self) -> None:
        """An import ended, or was stopped: what it stored stays, and is shown."""
        self.studio.list_tracks()
        self.studio.renew()

    def try_out(self, watch: Watch, wish: Wish) -> Trial:
        """What an export would do."""
        tracks, options = self._going_out(wish)
        library, target = self.studio.library, wish.target
        return trial(watch, library, tracks, exporter=wish.exporter, target=target, options=options)

    def export(self, watch: Watch, wish: Wish) -> ExportReport:
        """Write what holds."""
        tracks, options = self._going_out(wish)
        library, target = self.studio.library, wish.target
        return export(
            watch, library, tracks, exporter=wish.exporter, target=target, options=options
        )

    def _going_out(self, wish: Wish) -> tuple[list[Track], ExportOptions]:
        """The tracks, and the options with the playlists that the tracks are in."""
        tracks = self.studio.chosen(wish.track_ids)
        if wish.options.playlists:
            return tracks, wish.options
        held = playlists_for(self.studio.library, wish.exporter, tracks)
        return tracks, replace(wish.options, playlists=held)

    def put_back(self, watch: Watch, backups: list[Path]) -> Restored:
        """Give files their old tags again."""
        return put_back(watch, backups)


def came_in_words(came: TakenIn) -> str:
    """What an import brought, in a sentence."""
    matched = sum(taken.matched for taken in came.taken)
    counts = sum((Counter(taken.things) for taken in came.taken), Counter[str]())
    said = tr("Labels of {tracks} imported").format(tracks=several(matched, "track", "tracks"))
    if brought := listed(counts):
        said += f": {brought}"
    if came.left_out:
        said += "; " + tr("{count} left out: {why}").format(
            count=len(came.left_out), why=came.left_out[0].reason
        )
    return said
