"""Dialogs in states that last a moment or need somebody else, staged over the real window."""

import json
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog

from edmstudio.app.editing import Editor
from edmstudio.app.outcome import LeftOut
from edmstudio.domain.edits import SetEnergy, SetKey
from edmstudio.domain.key import Key
from edmstudio.domain.refused import Fault, Refused
from edmstudio.domain.retraining import Level, Outcome, Row, TrackChange, Verdict
from edmstudio.gui.assembly import Assembly
from edmstudio.gui.exchange.changes_dialog import ChangesDialog
from edmstudio.gui.keeping.left_out_dialog import LeftOutDialog
from edmstudio.gui.problems import ReportWindow
from edmstudio.gui.review.merge_dialog import MergeDialog
from edmstudio.gui.run import application
from edmstudio.gui.screenshot_views import wait
from edmstudio.gui.settings_dialog import SettingsDialog
from edmstudio.gui.teaching.retrain_dialog import RetrainDialog
from edmstudio.interchange.exporter import ExportReport
from edmstudio.jobs.job import Progress
from edmstudio.store.backups import back_up
from edmstudio.store.library import Library
from tests.reports.states import LONG

TASKS = ("bpm_acc1", "beat_f", "downbeat_f", "boundary_f_0.5", "section_accuracy", "cue_f")


def files_left_out(made: Assembly) -> QDialog:
    """Files that could not be used."""
    reasons = [
        LeftOut(f"/music/{LONG}.mp3", Refused("This is empty; get the track again.", Fault.DECODE)),
        LeftOut(
            "/music/short.wav",
            Refused("The sound of this takes far too long to decode.", Fault.DECODE),
        ),
        LeftOut("/music/odd.flac", ValueError("odd")),
    ]
    return _open(LeftOutDialog(reasons, made.looks.theme, made.window, of=41))


def changes(made: Assembly) -> QDialog:
    """What an export would write into sound files."""
    told = [
        "Ann – Kicks: cue 1: empty → 4.000 s Drop",
        f"{LONG}: loop 2: 62.000 s to 63.875 s Outro → 62.000 s to 65.750 s Outro",
        "Ann – Kicks: grid: 128.00 BPM from 0.459 s → 127.97 BPM from 0.461 s",
    ]
    report = ExportReport({"files": 2, "tracks": 2}, changes=tuple(told * 8))
    return _open(ChangesDialog(report, Path("/music/tags"), made.window, program="Serato"))


def learning(made: Assembly) -> QDialog:
    """A training on its way."""
    dialog = _retraining(made)
    dialog._began()
    dialog.learning._since -= 40.0
    for step in range(0, 300, 10):
        for stage, worse in (("Arranger, fold 1 of 3", 0.2), ("Arranger", 0.0)):
            cost = 0.4 + worse + 2.0 / (1 + step / 40)
            dialog.learning.hear({"stage": stage, "step": step, "costs": {"total": cost}})
    verdict = {"reason": "Cues +1.2 points; nothing became worse."}
    dialog.learning.hear({"level": "habits", "verdict": verdict})
    dialog.learning.show_progress(Progress(120, 300, "Arranger"))
    return dialog


def better(made: Assembly) -> QDialog:
    """A new model that is to be judged by the person."""
    rows = tuple(
        Row(task, 0.71 + n / 50, 0.74 + n / 60, 0.01 - n / 250, 0.05, 0.1, 12)
        for n, task in enumerate(TASKS)
    )
    reason = "Tempo +3.0, beats +2.7 points; nothing became worse by more than a point."
    verdict = Verdict(True, reason, rows, gain=0.022)
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


def no_better(made: Assembly) -> QDialog:
    """A new model that is worse than the one that stands."""
    rows = tuple(Row(task, 0.81, 0.81 - n / 90, -0.07, 0.01 - n / 300, 0.4 + n / 12, 12)
                 for n, task in enumerate(TASKS))  # fmt: skip
    verdict = Verdict(False, "Cues −5.6 points: the old model stays.", rows)
    dialog = _retraining(made)
    dialog._judged(Outcome(verdict, Level.ARRANGER, trained=9, checked=12))
    return dialog


def merging(made: Assembly) -> QDialog:
    """Another reviewer's library is to be taken in; two people contradict each other."""
    tracks = [track.track_id for track in made.studio.tracks.all()]
    theirs = made.studio.places.library.parent / "Maria.db"
    back_up(made.studio.library, theirs)
    made.studio.session.perform(SetKey(Key(3, True)))
    other = Library(theirs)
    for track_id in tracks:
        editor = Editor(other, track_id, "Maria")
        editor.perform(SetKey(Key(8, True)))
        editor.perform(SetEnergy(9))
    other.close()
    made.reviewers.look_at(theirs)
    wait(application(), lambda: made.window.findChild(MergeDialog) is not None)
    dialog = made.window.findChild(MergeDialog)
    assert isinstance(dialog, MergeDialog)
    return dialog


def old_tags(made: Assembly) -> QDialog | None:
    """Old tags of sound files wait to be put back."""
    backups = made.doors.exchange.exchange.backups
    backups.mkdir(parents=True, exist_ok=True)
    for number, track in enumerate([*made.studio.tracks.all()] * 4):
        head = json.dumps({"path": f"{Path(track.path).parent}/{LONG} {number}.mp3"})
        (backups / f"{number}.tags").write_text(head + "\n")
    made.commands["tags.restore"].run()
    return _shown(made)


def sound_settings(made: Assembly) -> QDialog | None:
    """The settings of the sound."""
    return _settings(made, 1)


def file_settings(made: Assembly) -> QDialog | None:
    """The settings of files and of the analysis."""
    return _settings(made, 2)


def _settings(made: Assembly, group: int) -> QDialog | None:
    made.commands["settings"].run()
    dialog = _shown(made)
    assert isinstance(dialog, SettingsDialog)
    dialog.groups.setCurrentIndex(group)
    return dialog


def choosing(made: Assembly) -> QDialog | None:
    """A file is chosen."""
    made.reviewers.take_in()
    return made.window.findChild(QFileDialog)


def _shown(made: Assembly) -> QDialog | None:
    return next((each for each in made.window.findChildren(QDialog) if each.isVisible()), None)


def _retraining(made: Assembly) -> RetrainDialog:
    made.commands["model.retrain"].run()
    dialog = made.window.findChild(RetrainDialog)
    assert isinstance(dialog, RetrainDialog)
    wait(application(), lambda: dialog.settled)
    return dialog


def _open(dialog: QDialog) -> QDialog:
    dialog.show()
    return dialog


DIALOGS = (
    files_left_out,
    changes,
    learning,
    better,
    not_learned,
    report,
    no_better,
    merging,
    old_tags,
    choosing,
    sound_settings,
    file_settings,
)
