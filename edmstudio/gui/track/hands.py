"""What the commands of the track work with: the session, the playhead and what is picked."""

from dataclasses import dataclass
from math import floor

from edmstudio.domain.annotations import Annotations
from edmstudio.domain.cues import CuePoint
from edmstudio.domain.edits import Edit, Several
from edmstudio.domain.grid import TempoMap
from edmstudio.domain.sections import Section
from edmstudio.gui.session import Session
from edmstudio.gui.track.transport import Transport

BEAT_WITHOUT_GRID = 0.5  # seconds; what a step means where no grid is known
NEARLY = 1e-6  # of a beat; a playhead put on a beat is on it
REACH = 0.03  # seconds; what lies this near to the playhead is meant by it


@dataclass(frozen=True, slots=True)
class Hands:
    """Answers of the kind "is there a grid", "which cue is meant", "where is the next bar"."""

    session: Session
    transport: Transport

    @property
    def annotations(self) -> Annotations:
        """What holds."""
        return self.session.annotations

    @property
    def grid(self) -> TempoMap | None:
        """The grid that holds."""
        return self.session.annotations.grid

    @property
    def at(self) -> float:
        """Seconds of the playhead."""
        return self.transport.position

    @property
    def snapped(self) -> float:
        """Seconds of the playhead, on a beat while quantise is on."""
        return self.session.snapped(self.at)

    def has_track(self) -> bool:
        """Whether a track is open."""
        return self.session.track is not None

    def has_sound(self) -> bool:
        """Whether there is something to play: a track is open, and its file is there."""
        return self.session.track is not None and not self.session.track.missing

    def has_places(self) -> bool:
        """Whether there is somewhere to go: sound, or labels although the sound is missing."""
        held = self.annotations
        return self.has_sound() or bool(held.grid or held.sections or held.cues)

    def has_grid(self) -> bool:
        """Whether there is a grid to work on."""
        return self.grid is not None

    def can_regrid(self) -> bool:
        """Whether the grid may be changed."""
        return self.has_grid() and not self.annotations.grid_locked

    def has_sections(self) -> bool:
        """Whether there are sections to work on."""
        return bool(self.annotations.sections)

    def has_cues(self) -> bool:
        """Whether there are cues."""
        return bool(self.annotations.cues)

    def meant_cues(self) -> list[CuePoint]:
        """The picked cues; where none is picked, the one at the playhead."""
        picked = [cue for cue in self.annotations.cues if cue.cue_id in self.session.selection.cues]
        near = (cue for cue in self.annotations.cues if abs(cue.seconds - self.at) <= REACH)
        return picked or list(near)[:1]

    def has_meant_cue(self) -> bool:
        """Whether a cue is picked or lies at the playhead."""
        return bool(self.meant_cues())

    def meant_moment(self) -> float:
        """A moment in the picked section; where none is picked, the playhead."""
        picked = self.session.selection.section
        return self.at if picked is None else picked

    def meant_section(self) -> Section | None:
        """The picked section, or the one under the playhead."""
        return self.annotations.section_at(self.meant_moment())

    def beats_on(self, seconds: float, beats: float) -> float:
        """A moment some beats later (earlier where negative)."""
        if self.grid is None:
            return seconds + beats * BEAT_WITHOUT_GRID
        return self.grid.seconds_at(self.grid.beat_at(seconds) + beats)

    def bars_on(self, seconds: float, bars: float) -> float:
        """A moment some bars later (earlier where negative)."""
        meter = self.grid.anchor_at(seconds).meter if self.grid else 4
        return self.beats_on(seconds, bars * meter)

    def step(self, beats: float) -> None:
        """Take the playhead some beats on; it lands on a beat while quantise is on."""
        self._step_to(self.beats_on(self.at, beats))

    def step_bars(self, bars: float) -> None:
        """Take the playhead some bars on."""
        self._step_to(self.bars_on(self.at, bars))

    def _step_to(self, seconds: float) -> None:
        """Stand on the beat there, or play on from there without leaving the beat."""
        if self.transport.playing and self.session.quantise:
            self.transport.leap(seconds - self.at)
        else:
            self.transport.seek(self.session.snapped(seconds))

    def jump(self, seconds: float) -> None:
        """Go to a marker; while quantise is on, a track that plays stays on the beat."""
        grid, transport = self.grid, self.transport
        if transport.playing and self.session.quantise and grid is not None:
            beat = grid.seconds_at(floor(grid.beat_at(self.at) + NEARLY))
            transport.leap(grid.snap(seconds) - beat)
        else:
            transport.seek(seconds)

    def perform(self, edit: Edit) -> None:
        """Commit one correction."""
        self.session.perform(edit)

    def perform_all(self, title: str, edits: list[Edit]) -> None:
        """Commit several corrections as one step."""
        if len(edits) == 1:
            self.session.perform(edits[0])
        elif edits:
            self.session.perform(Several(title, tuple(edits)))
