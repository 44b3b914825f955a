"""Draw every view and state of the window, to be looked at: `python -m tests.reports.looks FOLDER`.

`--sizes`, `--themes` and `--scales` say in which forms; `--only` names views or states. States that
last a moment (analysing, refused, learned) are staged in the real window with made-up figures.
"""

import argparse
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from edmstudio.app.outcome import LeftOut
from edmstudio.app.places import Places
from edmstudio.app.settings import Settings
from edmstudio.domain.refused import Fault, Refused
from edmstudio.domain.retraining import Level, Outcome, Row, TrackChange, Verdict
from edmstudio.domain.track import Track, TrackId
from edmstudio.gui.assembly import Assembly
from edmstudio.gui.exchange.changes_dialog import ChangesDialog
from edmstudio.gui.keeping.left_out_dialog import LeftOutDialog
from edmstudio.gui.problems import ReportWindow
from edmstudio.gui.run import application
from edmstudio.gui.screenshot import Shot, keep, take
from edmstudio.gui.screenshot_views import View, wait
from edmstudio.gui.teaching.retrain_dialog import RetrainDialog
from edmstudio.interchange.exporter import ExportReport
from edmstudio.jobs.job import Progress
from tests.gui.desks import places_in, window_on
from tests.reports import help_pictures

DROP = 85.16  # seconds: what the demo's first track comes to
LONG = "A Very Long Title of a Track Which Nobody Would Call That (Somebody's Extended Remix 2026)"
MANY = 3000
Stage = Callable[[Assembly], QWidget | None]


def analysing(made: Assembly) -> None:
    """Long work runs."""
    made.progress._begin("Analysing")
    made.progress._show(Progress(17, 41))
    made.window.said.setText("Added 41 tracks")


def cancelled(made: Assembly) -> None:
    """Long work was asked to stop."""
    analysing(made)
    made.progress._stop()


def refused(made: Assembly) -> None:
    """Something could not be done."""
    made.studio.problems.tell(Refused("The disk is full; free some space.", Fault.PERMISSION))


def said(made: Assembly) -> None:
    """Something was done."""
    made.studio.said.emit("Moved the grid 10 ms later")


def missing(made: Assembly) -> None:
    """The open track's file is gone."""
    lost = made.studio.tracks.add(Track(TrackId(0), "/music/gone/lost.mp3", "beef", 372.0))
    made.studio.open_track(lost.track_id)


def long_names(made: Assembly) -> None:
    """A title, an artist and a path that no column holds."""
    track = made.studio.tracks.all()[0]
    held = replace(track, title=LONG, artist=f"{LONG} & Friends")
    made.studio.tracks.update(held)
    made.studio.open_track(held.track_id)
    made.studio.list_tracks()


def many(made: Assembly) -> None:
    """Thousands of rows."""
    held = made.library.model.rows
    rows = [{**held[n % len(held)], "id": n, "title": f"Track {n:,}"} for n in range(1, MANY)]
    made.library.show_rows(rows)
    made.window.sharing.spread("library")


def files_left_out(made: Assembly) -> QDialog:
    """Files that could not be used."""
    reasons = [
        LeftOut(f"/music/{LONG}.mp3", Refused("This file holds no sound.", Fault.DECODE)),
        LeftOut("/music/short.wav", Refused("Nothing but silence is in it.", Fault.DECODE)),
        LeftOut("/music/odd.flac", ValueError("odd")),
    ]
    return _open(LeftOutDialog(reasons, made.looks.theme, made.window))


def changes(made: Assembly) -> QDialog:
    """What an export would write into sound files."""
    told = [
        "Ann – Kicks: cue 1: empty → 4.000 s Drop",
        f"{LONG}: loop 2: 1:02.000 s → 1:03.875 s, 4 bars",
        "Ann – Kicks: grid: 128.00 BPM → 127.97 BPM",
    ]
    report = ExportReport({"files": 2, "tracks": 2}, changes=tuple(told * 8))
    return _open(ChangesDialog(report, Path("/music/tags"), made.window))


def learning(made: Assembly) -> QDialog:
    """A training on its way."""
    dialog = _retraining(made)
    dialog._began()
    dialog.learning._since -= 40.0
    for step in range(0, 300, 10):
        for stage, worse in (("Fold 1", 0.2), ("Arranger", 0.0)):
            cost = 0.4 + worse + 2.0 / (1 + step / 40)
            dialog.learning.hear({"stage": stage, "step": step, "costs": {"total": cost}})
    verdict = {"reason": "Cues +1.2 points; nothing became worse."}
    dialog.learning.hear({"level": "habits", "verdict": verdict})
    dialog.learning.show_progress(Progress(120, 300, "Arranger"))
    return dialog


def better(made: Assembly) -> QDialog:
    """A new model that is to be judged by the person."""
    tasks = ("bpm_acc1", "beat_f", "downbeat_f", "boundary_f_0.5", "section_accuracy", "cue_f")
    rows = tuple(
        Row(task, 0.71 + n / 50, 0.74 + n / 60, -0.01, 0.08, 0.1, 12)
        for n, task in enumerate(tasks)
    )
    verdict = Verdict(True, "Section labels +4.1 points on 12 tracks; nothing became worse.", rows)
    held = made.studio.session.annotations
    shown = tuple(
        TrackChange(track.payload, held, replace(held, sections=held.sections[:1]),
                    "2 sections renamed, 1 cue moved by a bar")
        for track in made.studio.tracks.all()
    )  # fmt: skip
    dialog = _retraining(made)
    dialog._judged(Outcome(verdict, Level.ARRANGER, trained=9, checked=12, changes=shown))
    return dialog


def not_learned(made: Assembly) -> QDialog:
    """A training that could not be done."""
    dialog = _retraining(made)
    dialog._refused(Refused("The disk is full; free some space.", Fault.PERMISSION))
    return dialog


def report(made: Assembly) -> QDialog:
    """A mistake of ours."""
    text = "EDM Studio 0\n\nTraceback (most recent call last):\n  File …\nValueError: odd"
    return _open(ReportWindow(text))


def asking(made: Assembly) -> QWidget | None:
    """A number is asked for."""
    made.commands["bpm.type"].run()
    return QApplication.activePopupWidget()


STAGES: dict[str, Stage] = {
    stage.__name__.replace("_", "-"): stage
    for stage in (
        analysing, cancelled, refused, said, missing, long_names, many, files_left_out, changes,
        learning, better, not_learned, report, asking,
    )
}  # fmt: skip


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    parser = argparse.ArgumentParser(prog="python -m tests.reports.looks", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sizes", nargs="+", default=["1280x800", "1920x1080", "2560x1440"])
    parser.add_argument("--themes", nargs="+", default=["dark", "light", "high-contrast"])
    parser.add_argument("--scales", nargs="+", type=int, default=[100, 150, 200])
    parser.add_argument("--only", nargs="+", default=[*View, *STAGES])
    asked = parser.parse_args()
    places = places_in(asked.folder / "library")
    if not places.library.exists():
        help_pictures.PLACE = asked.folder / "library"
        help_pictures.PLACE.mkdir(parents=True)
        help_pictures.furnish(places)
    for shot in _shots(asked):
        for name in asked.only:
            _draw(places, name, replace(shot, out=_out(asked.folder, name, shot)))


def _shots(asked: argparse.Namespace) -> Iterator[Shot]:
    for size in asked.sizes:
        wide, high = map(int, size.split("x"))
        for theme in asked.themes:
            for scale in asked.scales:
                yield Shot(Path(), at=DROP, span=48.0, size=(wide, high), theme=theme,
                           text_scale=scale)  # fmt: skip


def _out(folder: Path, name: str, shot: Shot) -> Path:
    return folder / f"{name}-{shot.size[0]}-{shot.theme}-{shot.text_scale}.png"


def _draw(places: Places, name: str, shot: Shot) -> None:
    settings = Settings(annotator="you", theme=shot.theme, text_scale=shot.text_scale)
    if name in set(View):
        track = places.library.parent / "music" / f"{help_pictures.OPEN}.flac"
        take(places, settings, replace(shot, track=track, view=View(name)))
    else:
        with _window(places, settings, shot) as made:
            over = STAGES[name](made)
            application().processEvents()
            keep(made, over, shot.out)
            if over is not None:
                over.close()
    print(shot.out.name, flush=True)  # noqa: T201


@contextmanager
def _window(places: Places, settings: Settings, shot: Shot) -> Iterator[Assembly]:
    """A window on a copy of the library, so that one state leaves nothing behind for the next."""
    with tempfile.TemporaryDirectory() as folder:
        copy = replace(places_in(Path(folder)), cache=places.cache)
        shutil.copy(places.library, copy.library)
        with window_on(copy) as made:
            made.looks.take(settings)
            made.window.resize(*shot.size)
            made.studio.open_track(made.studio.tracks.all()[1].track_id)
            wait(application(), lambda: made.studio.opening.settled and made.news.curves.settled)
            made.studio.session.look_at(shot.at - shot.span / 2, shot.at + shot.span / 2)
            made.studio.transport.seek(shot.at)
            application().processEvents()
            yield made


def _retraining(made: Assembly) -> RetrainDialog:
    made.commands["model.retrain"].run()
    dialog = made.window.findChild(RetrainDialog)
    assert isinstance(dialog, RetrainDialog)
    wait(application(), lambda: dialog.settled)
    return dialog


def _open(dialog: QDialog) -> QDialog:
    dialog.show()
    return dialog


if __name__ == "__main__":
    main()
