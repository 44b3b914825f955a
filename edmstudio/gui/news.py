"""What happens in the studio, shown in the window."""

from dataclasses import replace

from PySide6.QtCore import QObject, QPoint

from edmstudio.app.editing import Change
from edmstudio.domain.refused import Refused
from edmstudio.domain.waveform import Waveform
from edmstudio.gui.canvas.curves_lane import Series
from edmstudio.gui.canvas.sound import Sound
from edmstudio.gui.commands.transport import audition
from edmstudio.gui.keys.actions import plain
from edmstudio.gui.library.rows import Row
from edmstudio.gui.parts import Parts
from edmstudio.gui.problems import ReportWindow
from edmstudio.gui.review.doubts import doubts
from edmstudio.gui.track.heard_curves import HeardCurves, changes
from edmstudio.gui.words import tr
from edmstudio.interchange.exporter import ExportReport
from edmstudio.store.playlists import Playlists
from edmstudio.store.revisions import Act

CUE_MENU = (
    "cue.name", "&Cues/Kind", "&Cues/Colour", "&Cues/Pad of the picked cue", "", "item.nudge",
    "cue.lock", "item.delete", "", "play.audition", "zoom.selection",
)  # fmt: skip
SECTION_MENU = (
    "&Sections/Label", "&Sections/Boundary", "", "section.split", "section.merge-previous",
    "section.merge-next", "", "loop.section", "play.audition", "zoom.selection",
)  # fmt: skip
PLACE_MENU = (
    "cue.add", "cue.loop", "cue.template", "", "grid.downbeat-here", "grid.align-here",
    "grid.from-here", "", "section.split", "", "play.audition", "zoom.fit",
)  # fmt: skip
ACTS = {Act.UNDO: "Undone: {what}", Act.REDO: "Done again: {what}"}


class News(QObject):
    """Hears the library, the open track and the playhead, and tells the parts of the window."""

    def __init__(self, made: Parts) -> None:
        super().__init__(made.window)
        self._made, self._sound = made, Sound()
        self._report: ReportWindow | None = None
        self.curves = HeardCurves(made.studio.jobs)
        self.curves.made.connect(self._see_attacks)
        self._connect_studio()
        self._connect_canvas()
        made.router.waiting.connect(self._show_choices)

    def _connect_studio(self) -> None:
        studio = self._made.studio
        studio.listed.connect(self._list)
        studio.renewed.connect(self._made.library.model.renew)
        studio.said.connect(self._made.window.said.setText)
        studio.exported.connect(self._exported)
        studio.opening.drawn.connect(self._draw)
        studio.opening.heard.connect(self._hear)
        studio.transport.moved.connect(self._move)
        studio.session.refused.connect(self._refused)
        studio.session.opened.connect(self._opened)
        studio.session.changed.connect(self._doubt)
        studio.session.changed.connect(self._redraw)
        studio.session.changed.connect(self._say)
        studio.problems.refused.connect(self._refused)
        studio.problems.broken.connect(self._broken)
        self._made.library.open_asked.connect(studio.open_track)

    def _connect_canvas(self) -> None:
        seek = self._made.studio.transport.seek
        self._made.canvas.sought.connect(seek)
        self._made.similarity.sought.connect(seek)
        self._made.overview.sought.connect(seek)
        self._made.canvas.scrubbing.connect(self._made.studio.transport.scrub)
        self._made.overview.scrubbing.connect(self._made.studio.transport.scrub)
        self._made.canvas.auditioned.connect(self._audition)
        self._made.canvas.context_asked.connect(self._canvas_menu)
        self._made.pads.menu_asked.connect(self._pad_menu)

    def _show_choices(self, begun: str) -> None:
        """While a sequence waits for its second key: what it can be."""
        choices = self._made.router.choices(begun) if begun else []
        said = "   ".join(f"{key} {plain(command.title)}" for key, command in choices)
        self._made.window.said.setText(f"{begun} …   {said}   Esc" if said else "")

    def _list(self, rows: list[Row]) -> None:
        self._made.library.show_rows(rows)
        self._made.library.playlists.show_playlists(Playlists(self._made.studio.library).all())
        self._made.window.show_empty(not rows and self._made.studio.session.track is None)

    def _opened(self) -> None:
        track = self._made.studio.session.track
        self._made.library.table.mark_open(track.track_id if track else None)
        if track is not None and len(self._made.library.picked_ids()) <= 1:
            self._made.library.pick([track.track_id])
        self._sound = Sound()
        gone = track is not None and track.missing  # the note over the timeline says so
        self._made.canvas.set_waiting("" if gone else tr("Reading sound…"))
        self._made.canvas.setFocus()
        self._doubt()
        self._made.window.setWindowTitle(f"{track.name} – EDM Studio" if track else "EDM Studio")

    def _draw(self, sound: Sound) -> None:
        studio = self._made.studio
        evidence = studio.evidence()
        boundaries = changes(evidence, studio.session.duration) if evidence else None
        held = self._sound  # of the same track, where its pictures have just been made
        self._sound = replace(sound, samples=held.samples, beats=held.beats, boundaries=boundaries)
        self._made.canvas.set_sound(self._sound)
        self._made.overview.set_sound(sound)
        self._made.similarity.set_sound(sound)
        self.curves.look(sound)

    def _see_attacks(self, attacks: Series) -> None:
        self._sound = replace(self._sound, beats=attacks)
        self._made.canvas.set_sound(self._sound)

    def _hear(self, waveform: Waveform) -> None:
        """The deepest zoom draws the curve itself as soon as it is decoded."""
        self._sound = replace(self._sound, samples=waveform)
        self._made.canvas.set_sound(self._sound)

    def _redraw(self) -> None:
        if (track := self._made.studio.session.track) is not None:
            self._made.overviews.forget(track.payload)

    def _say(self, change: Change) -> None:
        self._made.window.said.setText(tr(ACTS.get(change.act, "{what}")).format(what=change.title))

    def _doubt(self) -> None:
        session = self._made.studio.session
        self._made.overview.set_doubts(doubts(session.annotations, session.prediction))

    def _move(self, seconds: float) -> None:
        self._made.canvas.set_position(seconds, self._made.studio.transport.playing)
        self._made.overview.set_position(seconds)
        self._made.similarity.set_position(seconds)

    def _audition(self, seconds: float) -> None:
        self._made.studio.transport.seek(seconds)
        audition(self._made.hands)

    def _refused(self, refusal: Refused) -> None:
        self._made.doors.help.helping.note(refusal)
        self._made.toast.refuse(refusal)

    def _exported(self, report: ExportReport) -> None:
        said = tr("Exported {count} tracks").format(count=report.counts.get("tracks", 0))
        if report.skipped:
            said += tr("; {count} left out: {why}").format(
                count=len(report.skipped), why=report.skipped[0].reason
            )
        self._made.window.said.setText(said)
        self._made.toast.say(said)

    def _broken(self, report: str) -> None:
        """One report at a time: what breaks once often breaks again with every frame."""
        if self._report is None:
            self._report = ReportWindow(report)
            self._report.finished.connect(self._report_closed)
            self._report.show()

    def _report_closed(self) -> None:
        self._report = None

    def _canvas_menu(self, where: QPoint, seconds: float) -> None:
        """What can be done with what lies under the pointer."""
        session = self._made.studio.session
        self._made.studio.transport.seek(session.snapped(seconds))
        held = session.selection
        entries = PLACE_MENU if held.section is None else SECTION_MENU
        menu = self._made.actions.context_menu(
            CUE_MENU if held.cues else entries, self._made.canvas
        )
        menu.popup(where)

    def _pad_menu(self, slot: str, where: QPoint) -> None:
        number = "ABCDEFGH".index(slot) + 1
        names = (f"hotcue.{number}", f"hotcue.{number}.move", f"hotcue.{number}.clear")
        self._made.actions.context_menu(names, self._made.pads).popup(where)
