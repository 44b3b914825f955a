"""Tracks whose truth is known, and a rekordbox collection that says much of it wrongly."""

import os
import shutil
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from pathlib import Path

from edmstudio.app.cue_sets import ApplyTemplate
from edmstudio.audio.decode import decode
from edmstudio.audio.encode import encode
from edmstudio.decoding.cue_template import TEMPLATES
from edmstudio.domain.annotations import Annotations
from edmstudio.domain.grid import TempoMap
from edmstudio.domain.track import Track, TrackId
from edmstudio.interchange.exporter import ExportTrack, exporter_named
from edmstudio.interchange.truth import read_truth
from edmstudio.store import codec
from edmstudio.synth.noise import leave_behind
from edmstudio.synth.noise_sources import SLOPPY, Habits
from edmstudio.synth.render import render
from edmstudio.synth.streams import Streams
from edmstudio.synth.style import STYLES

# Where this DJ puts cues: where to begin to mix, not where something begins. Nobody but the person
# knows of it; the collection has it in every track.
LAYOUT = ApplyTemplate(TEMPLATES["mix-points"])
REAL = Path(__file__).parents[3] / "../shared/data/dev_real"
FIRST_SEED = 52_000  # of renderings that nothing was set on


@dataclass(frozen=True, slots=True, eq=False)
class Tune:
    """A track and its truth."""

    path: Path
    seconds: float
    truth: Annotations


@dataclass(frozen=True, slots=True, eq=False)
class Collection:
    """What a person comes with.

    Attributes
    ----------
    music : Path
        The folder.
    xml : Path
        What rekordbox says.
    tunes : dict of str to Tune
        By path.
    planted : Counter of str
        How many errors of each kind the XML has.
    """

    music: Path
    xml: Path
    tunes: dict[str, Tune]
    planted: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Commission:
    """One track to render."""

    path: str
    number: int
    minutes: float


def rendered(commission: Commission) -> None:
    """Render a track beside its truth, families and styles in turn; what is there stays."""
    path = Path(commission.path)
    if path.exists():
        return
    styles = list(STYLES)
    number = commission.number
    family = "ab"[number // len(styles) % 2]
    made = render(
        FIRST_SEED + number, styles[number % len(styles)], family, minutes=commission.minutes
    )
    path.with_suffix(".truth").write_text(codec.dump(made.labels.annotations()))
    partial = path.with_name(f"partial-{path.name}")
    encode(made.waveform, partial)
    partial.replace(path)


def collection(
    folder: Path,
    *,
    tracks: int,
    minutes: float,
    real: bool = False,
    habits: Sequence[Habits] = (SLOPPY,),
    seed: int = 7,
) -> Collection:
    """Tracks in `folder`/music and the XML beside it; `habits` take turns from track to track."""
    music = folder / "music"
    music.mkdir(parents=True, exist_ok=True)
    wanted = [
        Commission(str(music / f"Loop {number:02}.flac"), number, minutes)
        for number in range(tracks)
    ]
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        list(pool.map(rendered, wanted))
    tunes = [_tune(Path(each.path)) for each in wanted]
    if real:
        tunes += real_tunes(music)
    planted: Counter[str] = Counter()
    entries = [
        _entry(tune, number, habits[number % len(habits)], seed, planted)
        for number, tune in enumerate(tunes)
    ]
    exporter_named("rekordbox-xml").export(entries, folder / "collection.xml")
    by_path = {str(tune.path): tune for tune in tunes}
    return Collection(music, folder / "collection.xml", by_path, planted)


def real_tunes(music: Path) -> list[Tune]:
    """Copies of the open tracks whose beats are exactly known, where they are at hand."""
    found = []
    for truth_file in sorted(REAL.glob("*.json")) if REAL.is_dir() else []:
        truth = read_truth(truth_file)
        sound = next((p for p in REAL.glob(f"{truth_file.stem}.*") if p.suffix != ".json"), None)
        if sound is None or truth.downbeats is None or not len(truth.downbeats) or not truth.bpm:
            continue
        copy = music / sound.name
        if not copy.exists():
            shutil.copyfile(sound, copy)
        grid = TempoMap.constant(float(truth.downbeats[0]), truth.bpm)
        heard = Annotations(grid=grid, sections=truth.sections or (), key=truth.key)
        # Their sections are by rule, not by ear: the cues follow them, and nobody is asked of them.
        held = replace(_laid_out(heard), sections=())
        found.append(Tune(copy, decode(copy).seconds, held))
    return found


def _tune(path: Path) -> Tune:
    truth = codec.load(path.with_suffix(".truth").read_text())
    return Tune(path, truth.sections[-1].end, _laid_out(truth))


def _laid_out(truth: Annotations) -> Annotations:
    return LAYOUT.apply(truth) if truth.sections else truth


def _entry(
    tune: Tune, number: int, habits: Habits, seed: int, planted: Counter[str]
) -> ExportTrack:
    noisy = leave_behind(tune.truth, habits, Streams(seed).within("loop").stream(str(number)))
    planted.update(flaw.kind for flaw in noisy.flaws if flaw.kind != "rounded-bpm")
    track = Track(TrackId(number + 1), str(tune.path), "", tune.seconds, title=tune.path.stem)
    return ExportTrack(track, noisy.annotations)
