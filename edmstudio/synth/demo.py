"""The demo's tracks: four styles, three minutes each, in plain 4/4 with all a club track has."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from edmstudio.synth.render import Rendering


@dataclass(frozen=True, slots=True)
class DemoTrack:
    """One track of the demo; its seed was chosen by what it plays and how it measures."""

    title: str
    style: str
    seed: int
    minutes: float = 2.9

    def render(self) -> "Rendering":
        """The track with its truth; imported here, so that the window can name the tracks."""
        from edmstudio.synth.render import render_show

        return render_show(self.seed, self.style, minutes=self.minutes)


DEMO: tuple[DemoTrack, ...] = (
    DemoTrack("Demo House", "house", 2079),
    DemoTrack("Demo Techno", "techno", 4245),
    DemoTrack("Demo Trance", "trance", 1854),
    DemoTrack("Demo Drum and Bass", "drum and bass", 9225),
)
