"""A library file, open for a script: its tracks, labels, analysis, corrections and exports."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from edmstudio.api.annotated_track import AnnotatedTrack
from edmstudio.api.checking import checked
from edmstudio.api.files import AnyPath
from edmstudio.api.options import export_options, place
from edmstudio.app import adding, analysing, exporting
from edmstudio.app.editing import Editor
from edmstudio.app.finding_tracks import track_at, tracks_under
from edmstudio.app.holding import Holding
from edmstudio.app.import_found import Taken
from edmstudio.app.importing import import_labels
from edmstudio.app.keeping import open_library
from edmstudio.app.outcome import Analysed, Arrived, LeftOut
from edmstudio.app.places import places, settings_file
from edmstudio.app.settings import load
from edmstudio.domain.annotations import Annotations
from edmstudio.domain.holding import restamped
from edmstudio.domain.provenance import Provenance, Voice
from edmstudio.domain.refused import Refused
from edmstudio.domain.track import Track
from edmstudio.interchange.exporter import ExportReport, exporter_named
from edmstudio.interchange.importer import importer_named, importers_for
from edmstudio.jobs.job import Progress, Watch
from edmstudio.store.labels import Labels, SourceLabels
from edmstudio.store.predictions import Predictions
from edmstudio.store.tracks import Tracks

Told = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of many files: the tracks that are done, and what was left out, with reasons."""

    tracks: tuple[AnnotatedTrack, ...]
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class _Correction:
    """A person's annotations in place of what holds."""

    annotations: Annotations
    title: str
    seconds: float

    def apply(self, annotations: Annotations) -> Annotations:
        return checked(self.annotations, annotations, self.seconds)


class Library:
    """The library file that the window and the command line use too.

    Parameters
    ----------
    file : path or None
        The library; None for the usual one (`EDMSTUDIO_LIBRARY` or the platform's place).
        A file that is not there is made.
    annotator : str
        Who signs corrections; "" for the name in the settings.

    Raises
    ------
    Refused
        By every method that is given a path which is not in the library.

    Examples
    --------
    >>> with edmstudio.Library("mine.db") as library:
    ...     library.add("track.flac").tracks
    (<AnnotatedTrack “track”: nothing known>,)
    """

    def __init__(self, file: AnyPath | None = None, *, annotator: str = "") -> None:
        settings = load(settings_file(os.environ))
        self._places = places(settings, os.environ, None if file is None else Path(file))
        self._annotator = annotator or settings.signature
        self._library = open_library(self._places)
        self._open = True
        self._tracks = Tracks(self._library)
        self._holding = Holding(self._library)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Let the file go; a second time does nothing."""
        if self._open:
            self._open = False
            self._library.close()

    def __len__(self) -> int:
        return len(self._tracks.all())

    def __iter__(self) -> Iterator[AnnotatedTrack]:
        return map(self._told, self._tracks.all())

    def __contains__(self, path: object) -> bool:
        try:
            return isinstance(path, str | os.PathLike) and bool(track_at(self._library, Path(path)))
        except Refused:
            return False

    def __getitem__(self, path: AnyPath) -> AnnotatedTrack:
        """What holds for a track: corrections over labels over predictions; else `Refused`."""
        return self._told(track_at(self._library, Path(path)))

    def add(self, *paths: AnyPath, jobs: int = 1, progress: Told | None = None) -> Outcome:
        """Take files and folders in; moved and retagged files are known again by their audio.

        What cannot be read stands in the outcome with its reason. `jobs` are processes; above 1
        a script needs `if __name__ == "__main__":`.
        """
        watch, files = _watch(progress), map(Path, paths)
        return self._outcome(
            adding.add(watch, self._library, files, place=place(jobs), cache=self._places.cache)
        )

    def analyze(
        self, *paths: AnyPath, force: bool = False, jobs: int = 1, progress: Told | None = None
    ) -> Outcome:
        """Hear grid, sections, cues, key and energy; each track is stored as it is done.

        Parameters
        ----------
        paths : path
            Tracks of the library, or folders of them; otherwise all.
        force : bool
            Ask again for tracks that the current checkpoint has heard.
        jobs : int
            Processes; above 1 a script needs `if __name__ == "__main__":`.
        """
        waiting = self._chosen(paths)
        if not force:
            new = {track.track_id for track in analysing.unanalysed(self._library)}
            waiting = [track for track in waiting if track.track_id in new]
        return self._outcome(
            analysing.analyse_tracks(
                _watch(progress),
                self._library,
                waiting,
                place=place(jobs),
                cache=self._places.cache,
            )
        )

    def import_labels(self, file: AnyPath, format: str = "", *, source: str = "") -> list[Taken]:
        """Take in what a DJ program or an annotation file says of tracks of this library.

        What a person corrected stays. A file that several programs wrote into gives one
        result for each; `Refused` where it is damaged or of no format that is known.
        """
        path, now = Path(file).absolute(), datetime.now(UTC)
        readers = [importer_named(format)] if format else importers_for(path)
        return [
            import_labels(Watch(), self._library, path, reader, now=now, source=source)
            for reader in readers
        ]

    def put_labels(self, path: AnyPath, annotations: Annotations, source: str) -> AnnotatedTrack:
        """Store what another program, or a model of yours, says of a track; `source` names it.

        It stands beside what others say, over predictions and under corrections, and the
        review queue compares it with them. `Refused` where it makes no sense, or has no source.
        """
        if not source.strip():
            raise Refused("Labels need a source; say whose they are.")
        track = track_at(self._library, Path(path))
        sound = checked(annotations, Annotations(), track.seconds)
        said = restamped(sound, Provenance(Voice.LABEL, source))
        said = replace(said, decided=frozenset())
        with self._library.writing():
            labels = SourceLabels(source, "", said)
            Labels(self._library).put(track.track_id, labels, datetime.now(UTC))
            self._holding.summarise(track.track_id)
        return self._told(track)

    def correct(
        self, path: AnyPath, annotations: Annotations, title: str = "Correct by a script"
    ) -> AnnotatedTrack:
        """Put annotations in place of what holds; what differs counts as a person's decision.

        `Refused` where it makes no sense, such as sections with a gap between them.
        """
        track = track_at(self._library, Path(path))
        self._editor(track).perform(_Correction(annotations, title, track.seconds))
        return self._told(track)

    def undo(self, path: AnyPath) -> AnnotatedTrack:
        """Take a track's last correction back; `Refused` where there is none."""
        track = track_at(self._library, Path(path))
        self._editor(track).undo()
        return self._told(track)

    def redo(self, path: AnyPath) -> AnnotatedTrack:
        """Do again what was last taken back; `Refused` where there is nothing."""
        track = track_at(self._library, Path(path))
        self._editor(track).redo()
        return self._told(track)

    def export(
        self,
        format: str,
        out: AnyPath,
        *paths: AnyPath,
        cues: str = "all",
        sections: str = "nothing",
        keys: str = "classic",
        memory_cues: bool = False,
    ) -> ExportReport:
        """Write what holds, for all tracks or for those named; options as in `write_labels`.

        "serato-tags" writes into the sound files, and `out` is the folder for the old tags.
        `Refused` where the file cannot be written or an option is none.
        """
        tracks, exporter = self._chosen(paths), exporter_named(format)
        options = export_options(cues=cues, sections=sections, keys=keys, memory_cues=memory_cues)
        playlists = exporting.playlists_for(self._library, exporter, tracks)
        return exporting.export(
            Watch(),
            self._library,
            tracks,
            exporter=exporter,
            target=Path(out).absolute(),
            options=replace(options, playlists=playlists),
        )

    def _chosen(self, paths: tuple[AnyPath, ...]) -> list[Track]:
        return tracks_under(self._library, map(Path, paths)) if paths else self._tracks.all()

    def _editor(self, track: Track) -> Editor:
        return Editor(self._library, track.track_id, self._annotator)

    def _outcome(self, became: Iterable[Arrived | Analysed | LeftOut]) -> Outcome:
        """Taken track by track, so that each is told as it is when it is done."""
        done, left_out = list[AnnotatedTrack](), list[LeftOut]()
        for each in became:
            if isinstance(each, LeftOut):
                left_out.append(each)
            else:
                done.append(self._told(each.track))
        return Outcome(tuple(done), tuple(left_out))

    def _told(self, track: Track) -> AnnotatedTrack:
        newest = Predictions(self._library).newest(track.track_id)
        return AnnotatedTrack(track, self._holding.annotations(track.track_id), newest)


def _watch(progress: Told | None) -> Watch:
    return Watch(progress) if progress else Watch()
