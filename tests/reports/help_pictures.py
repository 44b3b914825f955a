"""Draw the pictures of the manual and of the readme: `python -m tests.reports.help_pictures`.

The demo's tracks, with a rekordbox collection that says some things of them wrongly, in the real
window; the same pictures every time on the same machine.
"""

import os
import re
import shutil
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from itertools import chain, repeat
from pathlib import Path

from edmstudio.app.demo import demo
from edmstudio.app.importing import import_labels
from edmstudio.app.reviewing import build_queue
from edmstudio.app.settings import Places, Settings
from edmstudio.domain.annotations import Annotations
from edmstudio.domain.cues import SLOTS
from edmstudio.interchange.exporter import ExportOptions, ExportTrack, Playlist, exporter_named
from edmstudio.interchange.importer import importer_named
from edmstudio.interchange.vocabulary import CUE_NAMES
from edmstudio.jobs.executors import Inline
from edmstudio.jobs.job import Watch
from edmstudio.store.library import Library
from edmstudio.store.tracks import Tracks
from edmstudio.synth.demo import DEMO
from edmstudio.synth.noise import Noisy, leave_behind
from edmstudio.synth.streams import Streams
from tests.gui.desks import places_in
from tests.reports.loop.music import SLOPPY

RESOURCES = Path(__file__).parents[2] / "resources"
PLACE = Path(tempfile.gettempdir()) / "EDM Studio"  # a fixed one: dialogs show paths
OPEN = "Demo House"
PRODUCT = re.compile(r'<PRODUCT Name="[^"]*" Version="[^"]*"')


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["HOME"] = str(PLACE)  # where an export goes unless told otherwise
    shutil.rmtree(PLACE, ignore_errors=True)
    PLACE.mkdir(parents=True)
    places = places_in(PLACE)
    furnish(places)
    draw(places)
    shutil.rmtree(PLACE)


def furnish(places: Places) -> None:
    """A library as after an evening: analysed, with labels of rekordbox, and doubts about them."""
    watch, library = Watch(), Library(places.library)
    try:
        for step in demo(watch, library, PLACE, place=Inline(), cache=places.cache):
            print(step.name, flush=True)  # noqa: T201
        xml = PLACE / "collection.xml"
        write_collection(library, xml)
        reader = importer_named("rekordbox-xml")
        import_labels(watch, library, xml, reader, now=datetime(2026, 5, 1, tzinfo=UTC))
        build_queue(watch, library, place=Inline())
    finally:
        library.close()


def write_collection(library: Library, xml: Path) -> None:
    """What rekordbox would have of the demo's tracks, with its mistakes."""
    truths = {each.title: each.render().labels.annotations() for each in DEMO}
    chance = Streams(2).within("pictures")
    entries = [
        ExportTrack(track, _on_pads(leave_behind(truths[name], SLOPPY, chance.stream(name))))
        for track in Tracks(library).all()
        if (name := Path(track.path).stem) in truths
    ]
    warm_up = Playlist("Warm up", tuple(entry.track.track_id for entry in entries[:2]))
    exporter_named("rekordbox-xml").export(entries, xml, ExportOptions(playlists=(warm_up,)))
    ours = xml.read_text(encoding="utf-8")
    xml.write_text(PRODUCT.sub('<PRODUCT Name="rekordbox" Version="7.2.8"', ours), encoding="utf-8")


def _on_pads(said: Noisy) -> Annotations:
    """The first cues on the pads, named as their owner would."""
    held = said.annotations
    cues = (
        replace(cue, slot=slot, name=CUE_NAMES[cue.kind])
        for cue, slot in zip(held.cues, chain(SLOTS, repeat("")), strict=False)
    )
    return replace(held, cues=tuple(cues))


def draw(places: Places) -> None:
    """Every picture that a page or the readme shows."""
    from edmstudio.gui.screenshot import Shot, View, take

    track = PLACE / "music" / f"{OPEN}.flac"
    plain = Shot(Path(), track, at=62.0, span=30.0, size=(1280, 800))
    wanted = {
        "help/pictures/window.png": plain,
        "help/pictures/library.png": replace(plain, view=View.LIBRARY),
        "help/pictures/review.png": replace(plain, view=View.QUEUE),
        "help/pictures/import.png": replace(plain, view=View.IMPORT),
        "help/pictures/export.png": replace(plain, view=View.EXPORT),
        "pictures/track-dark.png": replace(plain, size=(1440, 900)),
    }
    for name, shot in wanted.items():
        take(places, Settings(annotator="you"), replace(shot, out=RESOURCES / name))
        print(name, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
