"""An export tried out: its counts, its warnings, what would be lost, and nothing written."""

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from edmstudio.app.exporting import filled
from edmstudio.domain.refused import unreadable
from edmstudio.domain.track import Track
from edmstudio.interchange.exporter import Exporter, ExportOptions, ExportReport, ExportTrack
from edmstudio.interchange.loss_report import LossReport
from edmstudio.jobs.job import Watch
from edmstudio.store.library import Library


@dataclass(frozen=True, slots=True)
class Trial:
    """What an export would do."""

    report: ExportReport
    losses: LossReport


def trial(
    watch: Watch,
    library: Library,
    tracks: Iterable[Track],
    *,
    exporter: Exporter,
    target: Path,
    options: ExportOptions,
) -> Trial:
    """The export itself, into a folder that is thrown away; sound files are only read.

    What stands at `target` is copied there first, for exporters that change what they find.
    """
    losses = LossReport()

    def counted() -> Iterator[ExportTrack]:
        for entry in filled(watch, library, list(tracks), exporter.source):
            losses.add(entry.annotations, exporter.capability, options)
            yield entry

    with TemporaryDirectory(prefix="edmstudio-") as folder:
        aside = Path(folder) / (target.name or "export")
        if target.is_file():
            try:
                shutil.copyfile(target, aside)
            except OSError as error:
                raise unreadable(target, error) from error
        report = exporter.export(counted(), aside, replace(options, dry_run=True))
    return Trial(report, losses)
