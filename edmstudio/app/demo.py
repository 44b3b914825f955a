"""The whole loop on tracks that are rendered here, with labels in which errors were planted.

Render, add, import, analyse, look for doubts, answer, correct, undo, redo, mend by hand, retrain,
export. All of it lies in one folder, with a library of its own.
"""

from collections.abc import Iterator
from pathlib import Path

from edmstudio.app.demo_correction import corrected
from edmstudio.app.demo_hand import by_hand
from edmstudio.app.demo_labels import imported, planted, wrong_at_first
from edmstudio.app.demo_lesson import learned
from edmstudio.app.demo_review import looked, reviewed
from edmstudio.app.demo_step import Step, wrong_now
from edmstudio.app.demo_tracks import added, analysed, rendered
from edmstudio.app.exporting import export
from edmstudio.domain.track import Track
from edmstudio.interchange.exporter import ExportOptions, exporter_named
from edmstudio.jobs.executors import Place
from edmstudio.jobs.job import Watch
from edmstudio.store.library import Library


def demo(
    watch: Watch, library: Library, folder: Path, *, place: Place, cache: Path
) -> Iterator[Step]:
    """Go once round; what an earlier call left in the folder is used again."""
    tracks: list[Track] = []
    yield from _brought_in(watch, library, folder, tracks, place=place, cache=cache)
    yield from reviewed(library)
    yield from corrected(library, tracks[0])
    yield from by_hand(library, tracks)
    yield from learned(watch, library, folder / "retrained.json", place=place, cache=cache)
    yield _exported(watch, library, tracks, folder / "rekordbox.xml")
    yield _counted(library, tracks)


def brought_in(
    watch: Watch, library: Library, folder: Path, *, place: Place, cache: Path
) -> Iterator[Step]:
    """The first half: the questions wait for a person, and nothing is decided in their place."""
    yield from _brought_in(watch, library, folder, [], place=place, cache=cache)


def _brought_in(
    watch: Watch, library: Library, folder: Path, tracks: list[Track], *, place: Place, cache: Path
) -> Iterator[Step]:
    yield from rendered(watch, folder / "music", place)
    yield from added(watch, library, folder / "music", tracks, place=place, cache=cache)
    yield from imported(watch, library, tracks, folder / "collection.xml")
    yield from analysed(watch, library, tracks, place=place, cache=cache)
    yield from looked(watch, library, tracks, place)


def _exported(watch: Watch, library: Library, tracks: list[Track], target: Path) -> Step:
    report = export(
        watch,
        library,
        tracks,
        exporter=exporter_named("rekordbox-xml"),
        target=target,
        options=ExportOptions(),
    )
    return Step("export", {"format": "rekordbox-xml", "out": str(target), **report.counts})


def _counted(library: Library, tracks: list[Track]) -> Step:
    """How many labels were wrong as they came in, and how many are."""
    before, after = wrong_at_first(tracks), wrong_now(library, tracks)
    facts = {"planted": planted(tracks).total(), "before": before, "after": after}
    return Step("errors", {**facts, "mended": before - after})
