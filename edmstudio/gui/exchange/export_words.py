"""What the export dialog says: its choices, what arrives, what stays, what arrives otherwise."""

from collections.abc import Mapping
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
from edmstudio.interchange.loss_report import Loss, LossReport

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
KEYS = {
    KeyNotation.CLASSIC: "Classic: Am, F#",
    KeyNotation.CAMELOT: "Camelot: 8A, 2B",
    KeyNotation.OPEN: "Open Key: 1m, 7d",
}
STAYS = {
    Loss.CUES: ("cue that finds no place", "cues that find no place"),
    Loss.LOOPS: ("loop that finds no place", "loops that find no place"),
    Loss.NAMES: ("cue name", "cue names"),
    Loss.KINDS: ("cue kind that its name does not tell", "cue kinds that their names do not tell"),
    Loss.COLOURS: ("cue colour", "cue colours"),
    Loss.LOCKS: ("lock", "locks"),
    Loss.GRIDS: ("grid", "grids"),
    Loss.BARS: ("grid's bar lines", "grids' bar lines"),
    Loss.SECTIONS: (
        "section: choose above to send it as a cue or a loop",
        "sections: choose above to send them as cues or loops",
    ),
    Loss.KEYS: ("key", "keys"),
    Loss.ENERGIES: ("energy level", "energy levels"),
    Loss.CURVES: ("energy curve, but for its level", "energy curves, but for their level"),
}
CHANGES = {
    Loss.PADLESS: ("cue without a pad gets one", "cues without a pad get one"),
    Loss.PADS: ("cue or loop loses its pad", "cues and loops lose their pad"),
    Loss.CUT_NAMES: ("cue name is cut short", "cue names are cut short"),
    Loss.NEAR_COLOURS: (
        "cue colour becomes the nearest one there",
        "cue colours become the nearest ones there",
    ),
    Loss.METRES: (
        "change of the bar is counted on by four",
        "changes of the bar are counted on by four",
    ),
}


def counted(trial: Trial) -> str:
    """What would be written."""
    counts = dict(trial.report.counts)
    tracks = counts.pop("tracks", 0)
    said = several(tracks, "track", "tracks")
    said += f", {inside}." if (inside := listed(counts)) else "."
    if trial.report.skipped:
        first = trial.report.skipped[0].reason
        said += " " + tr("Left out: {n} ({why})").format(n=len(trial.report.skipped), why=first)
    return said


def lost(losses: LossReport) -> str:
    """What would stay behind, the commonest first."""
    return _lines(losses, STAYS) or tr("Nothing: all of it goes along.")


def changed(losses: LossReport) -> str:
    """What would arrive otherwise, the commonest first."""
    return _lines(losses, CHANGES)


def _lines(losses: LossReport, words: Mapping[Loss, tuple[str, str]]) -> str:
    return "\n".join(
        several(count, *words[loss]) + _where(losses.tracks[loss], count)
        for loss, count in losses.items.most_common()
        if loss in words
    )


def _where(tracks: int, count: int) -> str:
    """In how many tracks, where each has not just one of it."""
    return tr(" (in {tracks})").format(tracks=several(tracks, "track", "tracks")) * (
        1 < tracks < count
    )


def noticed(report: ExportReport) -> str:
    """What stays as it is there, and why; a few sentences, for there may be one a track."""
    shown, more = report.warnings[:MOST_NOTICED], len(report.warnings) - MOST_NOTICED
    return "\n".join(shown if more <= 0 else [*shown, tr("and {n} more").format(n=f"{more:,}")])


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
