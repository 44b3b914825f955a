"""`python -m tests.reports.renderer OUT`: renderings beside real tracks, as a table and pictures.

For each style some seeds' tempo, loudness, balance, onsets, section lengths and labels beside the
statistics of published annotations and of the real tracks; then which property of which real track
lies outside of what was rendered. What was measured is kept in OUT, and a second run goes on there.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path

import numpy as np

from edmstudio.audio.decode import decode
from edmstudio.domain.sections import SectionLabel
from edmstudio.domain.waveform import Waveform
from edmstudio.features.logmel import logmel
from edmstudio.features.resample import rhythm_signal
from edmstudio.synth.render import Rendering, render
from edmstudio.synth.style import STYLES
from tests.reports.kept import Kept
from tests.reports.png import coloured, write_png
from tests.reports.properties import properties

DATA = Path(__file__).parents[2] / "../shared/data"
REAL = ("audio", "dev_real", "train_real")
COLUMNS, ROWS = 900, 128
PICTURED = (("house", "a"), ("breakbeat", "a"), ("chip", "a"), ("trance", "b"),
            ("drum and bass", "b"), ("hardcore", "a"))  # fmt: skip
PICTURED_REAL = ("CapDan-TwilightArea-OriginalByAlf42red", "EsoXLB-CPU", "Momo64-esp",
                 "Skiessi-Onion", "defgsus-schanell-instanz", "hvl-doobrey_gubbins")  # fmt: skip
SECONDS = 150.0  # of a real track that are measured


@dataclass(frozen=True, slots=True)
class Measured:
    """One track's figures.

    Attributes
    ----------
    name, style : str
    figures : dict
        Of `properties`.
    bpm : float or None
    bars : list of (str, int)
        Label and length of each section.
    """

    name: str
    style: str
    figures: dict[str, float]
    bpm: float | None
    bars: list[tuple[str, int]]


def measured_rendering(minutes: float | None, asked: tuple[str, str, int]) -> Measured:
    """Render one track and measure it."""
    family, style, seed = asked
    rendering = render(seed, style, family, minutes=minutes)
    bpm = rendering.labels.tempo_map.anchors[0].bpm
    figures = properties(rendering.waveform).row()
    return Measured(f"{family} {style} {seed}", style, figures, bpm, section_bars(rendering))


def section_bars(rendering: Rendering) -> list[tuple[str, int]]:
    """Label and length in bars of each section."""
    lines = rendering.labels.clock.bar_seconds()
    places = [int(np.abs(lines - s.start).argmin()) for s in rendering.labels.sections]
    lengths = np.diff([*places, len(lines) - 1]).tolist()
    return [(s.label.value, n) for s, n in zip(rendering.labels.sections, lengths, strict=True)]


def real_files() -> list[Path]:
    """The real tracks, without the odd cases and what is shorter than ten seconds."""
    found = sorted(path for folder in REAL for path in (DATA / folder).glob("*.[of][gl]*"))
    return [path for path in found if not path.name.startswith(("hard-", "smoke-", "osu-"))]


def measured_file(path: Path) -> Measured | None:
    """Measure one real track."""
    heard = decode(path)
    if heard.seconds < 10:
        return None
    cut = Waveform(heard.samples[: int(SECONDS * heard.rate)], heard.rate)
    truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    sections = [(s["label"], int(s.get("bars") or 0)) for s in truth.get("sections") or ()]
    return Measured(path.stem, "real", properties(cut).row(), truth.get("bpm"), sections)


def spread_of(rows: Sequence[Measured], name: str) -> str:
    """Lowest, middle and highest of one figure."""
    low, middle, high = np.percentile([row.figures[name] for row in rows], [0, 50, 100])
    digits = 0 if high >= 100 else 2 if name == "low_share" else 1
    return f"{low:.{digits}f} / {middle:.{digits}f} / {high:.{digits}f}"


LEVELS = ("loudness", "crest", "contrast", "onsets", "centroid", "width")
BALANCE = ("sub", "bass", "low_mid", "mid", "high", "air", "low_share")


def table(
    rendered: Sequence[Measured], real: Sequence[Measured], names: Sequence[str]
) -> Iterator[str]:
    """Lines of Markdown: figures of each style, of all renderings and of all real tracks."""
    yield "| style | n | BPM | " + " | ".join(names) + " |"
    yield "|" + "---|" * (len(names) + 3)
    for style, rows in groups_of(rendered, real).items():
        tempi = [row.bpm for row in rows if row.bpm]
        cells = [style, str(len(rows)), f"{min(tempi):.0f}–{max(tempi):.0f}" if tempi else "–"]
        cells += [spread_of(rows, name) for name in names]
        yield "| " + " | ".join(cells) + " |"


def groups_of(rendered: Sequence[Measured], real: Sequence[Measured]) -> dict[str, list[Measured]]:
    """The styles that were rendered, all of them, and the real tracks."""
    groups = {style: [row for row in rendered if row.style == style] for style in STYLES}
    groups |= {"all": list(rendered), "real": list(real)}
    return {name: rows for name, rows in groups.items() if rows}


def sections_table(rendered: Sequence[Measured], real: Sequence[Measured]) -> Iterator[str]:
    """How many sections of which length each style has, their labels and what follows what."""
    yield "| style | sections a track | bars of a section | labels a track | transitions |"
    yield "|" + "---|" * 5
    for style, rows in groups_of(rendered, real).items():
        bars = [bar for row in rows for _, bar in row.bars if bar] or [0]
        labels = Counter(label for row in rows for label, _ in row.bars)
        counts = np.percentile([len(row.bars) for row in rows], [0, 50, 100])
        cells = [style, "{:.0f} / {:.0f} / {:.0f}".format(*counts)]
        cells.append("{:.0f} / {:.0f} / {:.0f}".format(*np.percentile(bars, [5, 50, 95])))
        cells.append(", ".join(f"{name} {n / len(rows):.1f}" for name, n in labels.most_common(9)))
        cells.append(", ".join(f"{pair} {n}" for pair, n in _pairs(rows).most_common(5)))
        yield "| " + " | ".join(cells) + " |"


def _pairs(rows: Sequence[Measured]) -> Counter[str]:
    return Counter(
        f"{left}→{right}" for row in rows for (left, _), (right, _) in pairwise(row.bars)
    )


def shares_table(rendered: Sequence[Measured], real: Sequence[Measured]) -> Iterator[str]:
    """Share of all bars that each label holds."""
    yield "| label | rendered | real |"
    yield "|---|---|---|"
    for label in SectionLabel:
        cells = []
        for rows in (rendered, real):
            total = sum(bar for row in rows for _, bar in row.bars)
            held = sum(bar for row in rows for name, bar in row.bars if name == label.value)
            cells.append(f"{held / total:.3f}" if total else "–")
        yield f"| {label.value} | " + " | ".join(cells) + " |"


def outside(rendered: Sequence[Measured], real: Sequence[Measured]) -> Iterator[str]:
    """Every figure of a real track that no rendering reaches."""
    for name in rendered[0].figures:
        values = [row.figures[name] for row in rendered]
        low, high = min(values), max(values)
        beyond = [r for r in real if not low <= r.figures[name] <= high]
        held = len(real) - len(beyond)
        names = ", ".join(f"{row.name} {row.figures[name]:.2f}" for row in beyond)
        yield f"- {name}: {low:.2f} to {high:.2f} holds {held} of {len(real)}. {names}"


def annotated(rendered: Sequence[Measured]) -> Iterator[str]:
    """Label statistics of real club music (Harmonix, Dance/Electronic) beside ours."""
    stats = DATA / "annotations" / "stats.json"
    if not stats.exists():
        return
    held = json.loads(stats.read_text(encoding="utf-8"))["harmonix_edm"]
    yield "| label | annotated: median, 5–95 % bars | rendered |"
    yield "|---|---|---|"
    for label, row in held["dur_bars"].items():
        bars = [bar for one in rendered for name, bar in one.bars if name == label and bar]
        ours = "{:.0f}, {:.0f}–{:.0f}".format(*np.percentile(bars, [50, 5, 95])) if bars else "–"
        low, high = row["p5_95"]
        yield f"| {label} | {row['median']:.0f}, {low:.0f}–{high:.0f} | {ours} |"
    lengths = np.array([bar for one in rendered for _, bar in one.bars if bar])
    total = sum(held["bars_multiple"].values())
    eights = held["bars_multiple"]["8"] / total
    ours = (lengths % 8 == 0).mean()
    yield f"\nMultiples of 8 bars: annotated {eights:.2f}, rendered {ours:.2f}."
    mine = ", ".join(f"{pair} {n}" for pair, n in _pairs(rendered).most_common(12))
    theirs = ", ".join(f"{a}→{b} {n}" for a, b, n in held["transitions"][:12])
    yield f"Most frequent transitions, rendered: {mine}; annotated: {theirs}"


@dataclass(frozen=True, slots=True)
class Shown:
    """A track for the pictures, and the seconds at which its sections and beats begin."""

    heard: Waveform
    sections: Sequence[float]
    beats: Sequence[float]
    downbeats: Sequence[float]


def shown_rendering(style: str, family: str, minutes: float | None) -> Shown:
    """A rendering with its labels."""
    made = render(500, style, family, minutes=minutes)
    starts = [section.start for section in made.labels.sections]
    return Shown(made.waveform, starts, made.labels.beats.tolist(), made.labels.downbeats.tolist())


def shown_file(path: Path) -> Shown:
    """A real track with its truth."""
    truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    starts = [section["start"] for section in truth.get("sections") or ()]
    return Shown(decode(path), starts, truth.get("beats") or (), truth.get("downbeats") or ())


def strip(shown: Shown, start: float, seconds: float, marks: Sequence[float]) -> np.ndarray:
    """Log-mel of a stretch with marks at its upper edge, shape (ROWS, COLUMNS, 3)."""
    heard = shown.heard
    first, last = int(start * heard.rate), int((start + seconds) * heard.rate)
    frames = logmel(rhythm_signal(Waveform(heard.samples[first:last], heard.rate)))
    places = np.linspace(0, len(frames) - 1, COLUMNS).astype(int)
    image = coloured(frames[places].T[::-1] / 7.0)
    for mark in marks:
        column = int((mark - start) / seconds * COLUMNS)
        if 0 <= column < COLUMNS - 1:
            image[:8, column : column + 2] = (0, 255, 0)
    return image


def sheet(tracks: Sequence[Shown], *, near: bool) -> np.ndarray:
    """Whole tracks with the starts of their sections, or ten seconds of each with its beats."""
    gap = np.full((4, COLUMNS, 3), 255, dtype=np.uint8)
    strips: list[np.ndarray] = []
    for track in tracks:
        after = [beat for beat in track.downbeats if beat > track.heard.seconds * 0.55]
        start = (after or [0.0])[0] if near else 0.0
        seconds = 10.0 if near else min(track.heard.seconds, 300.0)
        strips += [strip(track, start, seconds, track.beats if near else track.sections), gap]
    return np.concatenate(strips)


def pictures(out: Path, tracks: Sequence[Shown]) -> None:
    """All of them whole, and ten seconds of each."""
    write_png(out / "whole.png", sheet(tracks, near=False))
    write_png(out / "ten-seconds.png", sheet(tracks, near=True))


def all_measured(
    pool: Executor, asked: Sequence[tuple[str, str, int]], minutes: float | None, kept: Kept
) -> list[Measured]:
    """The renderings that were asked for, in order; measured only where nothing was kept."""
    keyed = {" ".join(map(str, (*one, minutes))): one for one in asked}
    missing = {key: one for key, one in keyed.items() if key not in kept.rows}
    found = pool.map(partial(measured_rendering, minutes), missing.values())
    for key, row in zip(missing, found, strict=True):
        kept.put(key, asdict(row))
    return [Measured(**kept.rows[key]) for key in keyed]


def main(out: Path, *, seeds: int, minutes: float | None, processes: int) -> None:
    """Write `report.md`, `whole.png` and `ten-seconds.png` to a folder."""
    out.mkdir(parents=True, exist_ok=True)
    asked = [(f, style, 500 + k) for f in "ab" for style in STYLES for k in range(seeds)]
    with ProcessPoolExecutor(processes) as pool:
        rendered = all_measured(pool, asked, minutes, Kept(out / "rows.jsonl"))
        real = [row for row in pool.map(measured_file, real_files()) if row is not None]
    lines = ["# Renderings beside real tracks", "", "Lowest / middle / highest of each.", ""]
    for family in "ab":
        mine = [row for row in rendered if row.name.startswith(f"{family} ")]
        lines += [f"## Family {family.upper()}", "", *table(mine, real, LEVELS), ""]
        lines += [*table(mine, real, BALANCE), "", *sections_table(mine, real), ""]
        lines += [*shares_table(mine, real), "", *annotated(mine), ""]
    if real:
        lines += ["## Real tracks outside of the rendered range", "", *outside(rendered, real)]
    (out / "report.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    six = [shown_rendering(style, family, minutes) for style, family in PICTURED]
    files = [path for path in real_files() if path.stem in PICTURED_REAL]
    pictures(out, [*six, *map(shown_file, files)])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.reports.renderer", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--minutes", type=float, default=None)
    parser.add_argument("--processes", type=int, default=2)
    given = parser.parse_args()
    main(given.out, seeds=given.seeds, minutes=given.minutes, processes=given.processes)
