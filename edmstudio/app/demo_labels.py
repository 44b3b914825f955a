"""What rekordbox would say of the demo's tracks, with its mistakes: planted, then imported."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import chain, repeat
from pathlib import Path

from edmstudio.app.demo_step import Step, truth, wrong
from edmstudio.app.importing import import_labels
from edmstudio.domain.annotations import Annotations
from edmstudio.domain.cues import SLOTS
from edmstudio.domain.track import Track
from edmstudio.interchange.exporter import ExportOptions, ExportTrack, Playlist, exporter_named
from edmstudio.interchange.importer import importer_named
from edmstudio.interchange.vocabulary import CUE_NAMES
from edmstudio.jobs.job import Watch
from edmstudio.store.library import Library
from edmstudio.synth.noise import Noisy, leave_behind
from edmstudio.synth.noise_sources import SLOPPY
from edmstudio.synth.streams import Streams

FORMAT = "rekordbox-xml"
PRODUCT = re.compile(r'<PRODUCT Name="[^"]*" Version="[^"]*"')
REKORDBOX = '<PRODUCT Name="rekordbox" Version="7.2.8"'
SEED = 56  # chosen by what it plants: grids, cues and keys, of every kind


def noisy(track: Track) -> Noisy:
    """The truth with mistakes; the same ones every time."""
    chance = Streams(SEED).within("demo").stream(Path(track.path).stem)
    return leave_behind(truth(track), SLOPPY, chance)


def planted(tracks: Iterable[Track]) -> Counter[str]:
    """How many mistakes of each kind; a tempo rounded to two digits is none."""
    flaws = (flaw.kind for track in tracks for flaw in noisy(track).flaws)
    return Counter(kind for kind in flaws if kind != "rounded-bpm")


def wrong_at_first(tracks: Iterable[Track]) -> int:
    """How many labels are not true as they come in."""
    return sum(wrong(track, noisy(track).annotations).count for track in tracks)


def imported(watch: Watch, library: Library, tracks: list[Track], xml: Path) -> Iterator[Step]:
    """Write the collection unless it is there, and take it in; a second time changes nothing."""
    if not xml.exists():
        _write(tracks, xml)
    found = import_labels(watch, library, xml, importer_named(FORMAT), now=datetime.now(UTC))
    facts = {"out": str(xml), "format": FORMAT, "matched": found.matched}
    yield Step("import", {**facts, **found.labels, "planted": dict(planted(tracks))})


def _write(tracks: list[Track], xml: Path) -> None:
    """As if rekordbox had, so that its name stands in what is asked."""
    entries = [ExportTrack(track, _on_pads(noisy(track).annotations)) for track in tracks]
    warm_up = Playlist("Warm up", tuple(track.track_id for track in tracks[:2]))
    partial = xml.with_name(f"{xml.stem}.partial{xml.suffix}")
    exporter_named(FORMAT).export(entries, partial, ExportOptions(playlists=(warm_up,)))
    ours = partial.read_text(encoding="utf-8")
    partial.write_text(PRODUCT.sub(REKORDBOX, ours), encoding="utf-8")
    partial.replace(xml)


def _on_pads(said: Annotations) -> Annotations:
    """The first cues on the pads, named as their owner would."""
    cues = (
        replace(cue, slot=slot, name=CUE_NAMES[cue.kind])
        for cue, slot in zip(said.cues, chain(SLOTS, repeat("")), strict=False)
    )
    return replace(said, cues=tuple(cues))
