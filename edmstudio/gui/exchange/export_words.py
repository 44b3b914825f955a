"""What the export dialog says: what arrives, what is lost, and what to do in the other program."""

from pathlib import Path

from edmstudio.app.export_trial import Trial
from edmstudio.gui.numbers import listed, several
from edmstudio.gui.words import tr
from edmstudio.interchange.exporter import (
    CuePolicy,
    Exporter,
    ExportReport,
    KeyNotation,
    SectionsAs,
)

CUES = {
    CuePolicy.ALL: "All cues",
    CuePolicy.CORRECTED: "Only cues that a person decided",
    CuePolicy.EMPTY: "Only on pads that are free there",
    CuePolicy.KEEP: "All, but never over hot cues that are there",
}
SECTIONS = {
    SectionsAs.NOTHING: "Leave sections out",
    SectionsAs.CUES: "A cue where each section begins",
    SectionsAs.LOOPS: "A loop over each section",
}
MOST_NOTICED = 6
KEYS = {KeyNotation.CLASSIC: "Am, F#", KeyNotation.CAMELOT: "8A, 2B", KeyNotation.OPEN: "1m, 7d"}
SERATO_HAS_NO_XML = (
    "Serato reads no XML that holds cues or grids: it keeps them in tags inside the sound files. "
)
HOW_TO = {
    "rekordbox-xml": (
        "In rekordbox:\n1. Preferences ▸ Advanced ▸ Database ▸ rekordbox xml ▸ Imported Library: "
        "choose this file.\n2. Preferences ▸ View ▸ Layout: tick rekordbox xml.\n3. Preferences ▸ "
        "Analysis: switch off the automatic analysis of BPM and grid, or it may overwrite the "
        "grid.\n4. In the tree, rekordbox xml ▸ refresh; then right-click All Tracks or a playlist "
        "▸ Import To Collection, and say Yes to loading the tags.\n"
        "Tracks that rekordbox already has are not renewed by an import. Remove them from its "
        "collection first, then import them: the playlist “New since the last export” holds just "
        "those. XML holds no phrases, My Tags or hot cue banks."
    ),
    "serato-tags": (
        SERATO_HAS_NO_XML + "They are written there only after you have seen every change. Each "
        "file is copied, the copy tagged, its audio compared, then put in place; the old tags are "
        "kept, and Library ▸ Restore tags… puts them back. Close Serato first: it would write its "
        "own memory over ours. Grids that you corrected or locked are "
        "locked there too, so that Serato does not analyse them anew."
    ),
    "serato-crate": (
        SERATO_HAS_NO_XML + "A crate holds a list of tracks only. Put it into _Serato_/Subcrates "
        "while Serato is closed; Serato 4 keeps crates in a database and reads these no more."
    ),
    "itunes-xml": (
        SERATO_HAS_NO_XML + "This XML holds tracks and playlists only. Serato: Setup ▸ Library + "
        "Display ▸ Show iTunes Library; rekordbox: Preferences ▸ Advanced ▸ Database ▸ iTunes."
    ),
    "traktor-nml": (
        "In Traktor: right-click Track Collection ▸ Import another Collection. Lock tracks whose "
        "grids shall stay: an analysis of Traktor's replaces them."
    ),
    "mixxx": (
        "Close Mixxx first and choose its own mixxxdb.sqlite. The library as it was is kept beside "
        "it; only tracks that Mixxx has scanned are changed."
    ),
    "m3u8": "A playlist that every program reads: places, titles and lengths, nothing else.",
}


def counted(trial: Trial) -> str:
    """What would be written."""
    counts = dict(trial.report.counts)
    tracks = counts.pop("tracks", 0)
    said = tr("Written: {tracks}").format(tracks=several(tracks, "track", "tracks"))
    said += f", {inside}." if (inside := listed(counts)) else "."
    if trial.report.skipped:
        first = trial.report.skipped[0].reason
        said += " " + tr("Left out: {n} ({why})").format(n=len(trial.report.skipped), why=first)
    return said


def lost(trial: Trial) -> str:
    """What would not survive, the commonest first."""
    losses = trial.losses
    lines = [
        tr("{what}: {n} ({tracks})").format(
            n=f"{count:,}",
            what=tr(str(loss)),
            tracks=several(losses.tracks[loss], "track", "tracks"),
        )
        for loss, count in losses.items.most_common()
    ]
    return "\n".join(f"• {line}" for line in lines) or tr("Nothing is lost on the way.")


def noticed(report: ExportReport) -> str:
    """What stays as it is there, and why; a few sentences, for there may be one a track."""
    shown, more = report.warnings[:MOST_NOTICED], len(report.warnings) - MOST_NOTICED
    lines = [f"• {sentence}" for sentence in shown]
    return "\n".join(lines if more <= 0 else [*lines, tr("and {n} more").format(n=f"{more:,}")])


def about_target(exporter: Exporter | None, target: Path) -> str:
    """What becomes of the place that the person named."""
    if exporter is None:
        return tr("No export format is installed.")
    if exporter.capability.in_files:
        return tr("Writes into your sound files, after you have seen every change.")
    if not target.parent.is_dir():
        return tr("The folder {folder} does not exist.").format(folder=target.parent)
    if target.exists() and exporter.suffix:
        return tr("{name} exists and will be replaced.").format(name=target.name)
    return tr("Your music files stay as they are.")
