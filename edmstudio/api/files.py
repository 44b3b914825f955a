"""Sound and label files without a library: analyse, read, write, score."""

from collections.abc import Iterable, Sequence
from os import PathLike
from pathlib import Path

from edmstudio.api.annotated_track import AnnotatedTrack
from edmstudio.api.options import export_options, place
from edmstudio.app.answers import of_annotations
from edmstudio.app.current_model import bundled
from edmstudio.app.evaluating import evaluate as evaluate_folder
from edmstudio.app.evaluation import Evaluation
from edmstudio.app.in_listening import hear
from edmstudio.app.scoring import Scores, scores
from edmstudio.interchange.exporter import ExportReport, ExportTrack, exporter_named
from edmstudio.interchange.importer import ImportedTrack, importer_named, importers_for
from edmstudio.interchange.truth import read_truth
from edmstudio.jobs.job import Watch

AnyPath = str | PathLike[str]


def analyze(path: AnyPath) -> AnnotatedTrack:
    """Hear grid, sections, cues, key and energy of one sound file; nothing is kept.

    Raises
    ------
    Refused
        The file is not there, or is no sound file that can be read.

    Examples
    --------
    >>> track = edmstudio.analyze("track.flac")
    >>> track.bpm
    120.0
    """
    heard = hear(Path(path).absolute(), bundled().path)
    return AnnotatedTrack(heard.track, heard.prediction.annotations, heard.prediction)


def read_labels(path: AnyPath, format: str = "") -> list[ImportedTrack]:
    """What a file of a DJ program or an annotation file says, an entry a track.

    Times are the program's own. `Library.import_labels` matches entries with tracks, and
    moves them onto our timeline.

    Parameters
    ----------
    path : path
        Such as rekordbox XML, Traktor NML, JAMS, CSV, or a sound file with Serato tags.
    format : str
        Such as "rekordbox-xml"; otherwise the format is detected.

    Raises
    ------
    Refused
        The file is damaged, or of no format that is known.

    Examples
    --------
    >>> [entry.location for entry in edmstudio.read_labels("collection.xml")]
    ['/.../track.flac']
    """
    file = Path(path).absolute()
    importers = [importer_named(format)] if format else importers_for(file)
    said = (item for importer in importers for item in importer.read(file))
    return [item for item in said if isinstance(item, ImportedTrack)]


def write_labels(
    tracks: AnnotatedTrack | Iterable[AnnotatedTrack],
    format: str,
    out: AnyPath,
    *,
    cues: str = "all",
    sections: str = "nothing",
    keys: str = "classic",
    memory_cues: bool = False,
) -> ExportReport:
    """Write tracks to the format of a DJ program or to an open one, whole or not at all.

    Parameters
    ----------
    format : str
        As in `edmstudio export`: "rekordbox-xml", "jams", "csv", …
    out : path
        A file, or a folder for formats with a file a track.
    cues : str
        "all", "keep" (hot cues that are there stay), "corrected" (by a person) or "empty"
        (only on free pads).
    sections : str
        "nothing", "cues" or "loops", for formats without sections.
    keys : str
        "classic" (Am), "camelot" (8A) or "open" (1m).
    memory_cues : bool
        Every hot cue as a memory cue too.

    Raises
    ------
    Refused
        The file cannot be written, or an option is none.

    Examples
    --------
    >>> track = edmstudio.analyze("track.flac")
    >>> edmstudio.write_labels(track, "jams", "track.jams").counts["tracks"]
    1
    """
    options = export_options(cues=cues, sections=sections, keys=keys, memory_cues=memory_cues)
    chosen = [tracks] if isinstance(tracks, AnnotatedTrack) else tracks
    entries = (ExportTrack(each.track, each.annotations) for each in chosen)
    return exporter_named(format).export(entries, Path(out).absolute(), options)


def score(track: AnnotatedTrack, truth: AnyPath) -> Scores:
    """One track against a truth file, in the fields of `edmstudio evaluate`.

    Raises
    ------
    Refused
        The truth file cannot be read.

    Examples
    --------
    >>> edmstudio.score(edmstudio.analyze("track.flac"), "track.json")["beat_f"]
    1.0
    """
    answer = of_annotations(track.annotations, track.seconds)
    return scores(read_truth(Path(truth)), answer)


def evaluate(folder: AnyPath, *, against: Sequence[str] = (), jobs: int = 1) -> Evaluation:
    """Analyse every sound file of a folder that has its truth beside it, and score it.

    Parameters
    ----------
    against : sequence of str
        Peers on the same files, such as "librosa".
    jobs : int
        Processes; above 1 a script needs `if __name__ == "__main__":`.

    Raises
    ------
    Refused
        The folder holds no such file.

    Examples
    --------
    >>> edmstudio.evaluate(".").report.mean()["bpm_exact"]
    1.0
    """
    return evaluate_folder(Watch(), Path(folder), place=place(jobs), against=against)
