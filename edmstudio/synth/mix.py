"""The settings of one mix, drawn by the style's habits; some have a habit that misleads."""

from dataclasses import dataclass, replace

from edmstudio.synth.streams import Chance, between, happens, log_between, pick
from edmstudio.synth.style import Style

BALANCE = {  # dB of the loud half of each stem beside the kick's: mean and spread
    "kick": (0.0, 1.5), "bass": (-4.5, 3.5), "drums": (-4.5, 4.0), "music": (-8.5, 4.0),
    "vocals": (-6.0, 3.0), "effects": (-16.0, 4.0),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mix:
    """The settings of one mix.

    Attributes
    ----------
    gains : dict
        dB a stem.
    duck_bass, duck_music : float
        Deepest ducking in dB under a kick.
    duck_seconds : float
        Time until a ducked stem is back.
    reverb_seconds, reverb_send : float
    echo_send, echo_beats : float
    raw : bool
        Never mastered: no limiter, only its highest peak near full scale.
    width : float
        1 leaves the sides as they are.
    mono_below : float
        Hz below which all is in the middle; 0 for off.
    bands : int
        Compressor bands on the master: 0, 1 or 3.
    drive : float
        Saturation of the master, 1 for none.
    loudness : float
        LUFS aimed at.
    expansion : float
        Ratio by which quiet moments get quieter still, 1 for none: the opposite of a compressor.
    """

    gains: dict[str, float]
    duck_bass: float
    duck_music: float
    duck_seconds: float
    reverb_seconds: float
    reverb_send: float
    echo_send: float
    echo_beats: float
    raw: bool
    width: float
    mono_below: float
    bands: int
    drive: float
    loudness: float
    expansion: float = 1.0


def choose_mix(style: Style, chance: Chance) -> Mix:
    """Settings in the style's range; some mixes are poor on purpose."""
    poor = happens(chance, 0.12)
    spread = 1.6 if poor else 1.0
    gains = {
        name: float(chance.normal(mean, dev * spread)) for name, (mean, dev) in BALANCE.items()
    }
    pumping = pick(chance, [0.0, 0.5, 1.0], [0.2, 0.35, 0.45])
    return Mix(
        gains=gains, duck_bass=pumping * between(chance, 3, 18),
        duck_music=pumping * between(chance, 0, 14), duck_seconds=log_between(chance, 0.06, 0.4),
        reverb_seconds=log_between(chance, 0.4, 3.5), reverb_send=between(chance, 0.02, 0.3),
        echo_send=pick(chance, [0.0, between(chance, 0.05, 0.3)]),
        echo_beats=pick(chance, [0.5, 0.75, 0.75, 1.0, 1.5]), raw=happens(chance, 0.3),
        width=pick(chance, [0.0, between(chance, 0.6, 1.6)], [0.2, 0.8]),
        mono_below=pick(chance, [0.0, log_between(chance, 80, 220)]),
        bands=pick(chance, [0, 1, 3], [0.3, 0.35, 0.35]),
        drive=between(chance, 1.0, 1.0 + 1.2 * style.drive),
        loudness=between(chance, *style.loudness),
    )  # fmt: skip


def plain_mix(style: Style) -> Mix:
    """What most would agree on: every stem at its usual level, the bass out of the kick's way."""
    gains = {name: mean for name, (mean, _) in BALANCE.items()}
    return Mix(
        gains=gains, duck_bass=12.0, duck_music=6.0, duck_seconds=0.2, reverb_seconds=1.6,
        reverb_send=0.12, echo_send=0.12, echo_beats=0.75, raw=False, width=1.15,
        mono_below=140.0, bands=3, drive=1.0 + 0.4 * style.drive, loudness=-9.0,
    )  # fmt: skip


def leaning(mix: Mix, chance: Chance, unruly: float = 1.0) -> Mix:
    """The same mix, in some tracks with a habit that hides the beat or the level."""
    gains = dict(mix.gains)
    if happens(chance, 0.18 * unruly):  # what lies between the kicks is louder than they are
        gains["kick"] -= between(chance, 2, 9)
        gains["bass"] += between(chance, 0, 5)
    if happens(chance, 0.1):
        gains["drums"] += between(chance, 3, 9)
    if happens(chance, 0.08):
        gains["music"] += between(chance, 4, 10)
    mix = replace(mix, gains=gains)
    if happens(chance, 0.05):
        loud, drive = between(chance, -4.6, -3.0), between(chance, 1.6, 3.0)
        return replace(mix, raw=False, bands=3, loudness=loud, drive=drive)
    if happens(chance, 0.07):
        mix = replace(mix, raw=True, bands=0, expansion=between(chance, 1.1, 1.6))
    if happens(chance, 0.06):
        mix = replace(mix, width=between(chance, 1.6, 2.8))
    if happens(chance, 0.08):  # a gate keyed by the kick rather than a compressor
        mix = replace(mix, duck_seconds=log_between(chance, 0.03, 0.06))
    return mix
