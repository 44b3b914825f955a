"""Commands that correct every track picked in the list, as one step."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from edmstudio.app.batches import Batched, Batches
from edmstudio.domain.edits import Edit, SetEnergy, SetKey
from edmstudio.domain.grid_edits import LockGrid, ShiftBeats, UnlockGrid
from edmstudio.domain.key import ALL_KEYS
from edmstudio.domain.refused import Refused
from edmstudio.domain.tempo_edits import DoubleTempo, HalveTempo
from edmstudio.domain.track import TrackId
from edmstudio.gui.asking import AskNumber, Question
from edmstudio.gui.commands.registry import Command
from edmstudio.gui.studio import Studio
from edmstudio.gui.words import tr

USUAL_ENERGY = 6


@dataclass(frozen=True, slots=True)
class Picked:
    """The picked tracks, and what is done to all of them."""

    studio: Studio
    picked_ids: Callable[[], list[int]]

    def some(self) -> bool:
        """Whether a track is picked."""
        return bool(self.picked_ids())

    def perform(self, edit: Edit) -> None:
        """Correct every picked track, in one step."""
        tracks = [TrackId(track_id) for track_id in self.picked_ids()]
        self._attempt(lambda batches: batches.perform(edit, tracks), tr("{title}: {count} tracks"))

    def take_back(self) -> None:
        """Take the newest step that was about several tracks back."""
        self._attempt(lambda batches: batches.undo(), tr("Taken back: {title}, {count} tracks"))

    def _attempt(self, work: Callable[[Batches], Batched], told: str) -> None:
        batches = Batches(self.studio.library, self.studio.settings.signature)
        try:
            done = work(batches)
        except Refused as refusal:
            self.studio.session.refused.emit(refusal)
            return
        self._show(done)
        said = told.format(title=done.title, count=len(done.changed))
        if done.refused:
            said += tr("; {count} left as they are: {why}").format(
                count=len(done.refused), why=done.refused[0]
            )
        self.studio.said.emit(said)

    def _show(self, done: Batched) -> None:
        session = self.studio.session
        if session.editor and session.track and session.track.track_id in done.changed:
            session.editor.refresh()
            session.renew(session.prediction)
        self.studio.list_tracks()


def batch_commands(picked: Picked, ask: AskNumber) -> list[Command]:
    """The menu "Library/Correct the picked tracks"."""
    menu = tr("&Library/Correct the picked tracks")

    def made(name: str, title: str, edit: Edit, *keys: str) -> Command:
        return Command(f"picked.{name}", title, menu, partial(picked.perform, edit), keys,
                       enabled=picked.some)  # fmt: skip

    return [
        made("half-beat", tr("Grids half a beat later"), ShiftBeats(0.5), "Shift+B, H"),
        made("double", tr("Double the tempo of all"), DoubleTempo(), "Shift+B, D"),
        made("halve", tr("Halve the tempo of all"), HalveTempo(), "Shift+B, A"),
        made("lock", tr("Lock all grids"), LockGrid(), "Shift+B, L"),
        made("unlock", tr("Unlock all grids"), UnlockGrid(), "Shift+B, U"),
        Command("picked.energy", tr("Set the energy of all…"), menu,
                partial(_ask_energy, picked, ask), ("Shift+B, E",), enabled=picked.some),
        *(
            Command(f"picked.key.{key.camelot}",
                    tr("{camelot}  {key} for all").format(camelot=key.camelot, key=key.name),
                    tr("&Library/Correct the picked tracks/Key"),
                    partial(picked.perform, SetKey(key)), enabled=picked.some)
            for key in sorted(ALL_KEYS, key=lambda key: (int(key.camelot[:-1]), key.camelot[-1]))
        ),
        Command("picked.undo", tr("Undo the last change to several tracks"), tr("&Edit"),
                picked.take_back, ("Ctrl+Alt+Z",)),
    ]  # fmt: skip


def _ask_energy(picked: Picked, ask: AskNumber) -> None:
    question = Question(tr("Energy of the picked tracks, 1 to 10"), USUAL_ENERGY, 1, 10, decimals=0)
    ask(question, lambda level: picked.perform(SetEnergy(round(level))))
