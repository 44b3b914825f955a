"""Is the recording whole, and is it music to mix? What is asked of a track as such."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import exp, prod

from edmstudio.domain.soundness import Soundness
from edmstudio.domain.suspicion import Doubt, Suspicion
from edmstudio.review.trace import Trace

TO_HEAR = 8.0  # seconds
INTO = 0.3  # of the track
WORTH_ASKING = 0.02
FAR = 6.0  # times the usual distance; farther off tells no more


@dataclass(frozen=True, slots=True)
class Damage:
    """One sign of damage: from where on it is doubtful, and how it is told.

    `most` is its greatest probability: what ends abruptly may be an excerpt.
    """

    name: str
    figure: Callable[[Soundness], float]
    middle: float
    width: float
    told: str
    most: float = 0.99

    def probability(self, sound: Soundness) -> float:
        return self.most / (1.0 + exp(-(self.figure(sound) - self.middle) / self.width))


DAMAGES = (
    Damage("silent", lambda s: s.silent, 0.5, 0.08, "{:.0%} of it is silent"),
    Damage("gap", lambda s: s.gap, 5.0, 0.8, "it falls silent for {:.1f} s in the middle"),
    Damage("dropouts", lambda s: s.dropouts, 5.0, 1.0, "its sound breaks off {:.0f} times"),
    Damage("clipped", lambda s: s.clipped, 0.04, 0.007, "{:.1%} of its samples are clipped"),
    Damage("lopsided", lambda s: s.lopsided, 20.0, 3.0, "one channel is {:.0f} dB quieter"),
    Damage("cut", lambda s: s.cut, 22.0, 1.5, "it ends in the middle of its sound", 0.3),
)


def broken(trace: Trace) -> Suspicion | None:
    """None where nothing speaks for damage, or nothing was measured."""
    sound = Soundness.unpacked(trace.soundness)
    if sound is None:
        return None
    chances = [damage.probability(sound) for damage in DAMAGES]
    score = 1.0 - prod(1.0 - chance for chance in chances)
    told = [
        damage.told.format(damage.figure(sound)).replace("%", " %")
        for damage, chance in sorted(zip(DAMAGES, chances, strict=True), key=lambda p: -p[1])
        if chance > WORTH_ASKING
    ]
    if score <= WORTH_ASKING or not told:
        return None
    reason = f"As a recording it seems damaged: {'; '.join(told[:2])}."
    figures = tuple((damage.name, damage.figure(sound)) for damage in DAMAGES)
    asked = _about(trace, Doubt.BROKEN, ("whole", "damaged"), score, reason, figures)
    end = trace.seconds if told[0] == DAMAGES[-1].told else asked.end
    return replace(asked, start=max(end - TO_HEAR, 0.0), end=end)


def not_music(trace: Trace, times: float) -> Suspicion | None:
    """Speech, noise or sound without a beat: no grid is found, and it is like no other track.

    `times` is the distance to its nearest neighbours over the usual one.
    """
    trust = trace.trust
    # However strange it sounds, what has a clear beat is other music rather than none.
    score = 1.0 / (1.0 + exp(-(4.0 * (0.4 - trust) / 0.4 + 1.5 * (min(times, FAR) - 2.0))))
    if score <= WORTH_ASKING:
        return None
    beats = f"its beats are {100 * trust:.0f} % sure" if trust else "no beat is found in it"
    reason = (
        f"It hardly seems music to mix: {beats}, and it sounds {times:.1f} times as far from its "
        "nearest neighbours as tracks here usually do."
    )
    figures = (("p beats", trust), ("times usual distance", times))
    return _about(trace, Doubt.NOT_MUSIC, ("music", "no music to mix"), score, reason, figures)


def outlier(trace: Trace, times: float) -> Suspicion | None:
    """A track unlike the others, though it has a beat."""
    if times < 1.5:
        return None
    score = min(1.0 - 1.0 / times**2, 0.95)
    reason = (
        f"It sounds {times:.1f} times as far from its nearest neighbours as tracks here usually "
        "do: other music, or another source of sound?"
    )
    figures = (("times usual distance", times),)
    words = ("a track like the others", "not like the others")
    return _about(trace, Doubt.OUTLIER, words, score, reason, figures)


def duplicate(trace: Trace, first: Trace, *, distance: float, alike: float) -> Suspicion:
    """The same recording as another track, by sound and by the course of its beats."""
    score = max(min(1.0 - distance, 1.0), 0.0) * max(alike, 0.0)
    reason = (
        f"Its sound lies {distance:.2f} of the way to a stranger's from track {first.track_id}, "
        f"the course of their beats agrees to {alike:.2f}, and they last {trace.seconds:.1f} "
        f"and {first.seconds:.1f} s."
    )
    figures = (("distance", distance), ("beats alike", alike), ("other", float(first.track_id)))
    words = ("a recording of its own", f"the same as track {first.track_id}")
    asked = _about(trace, Doubt.DUPLICATE, words, score, reason, figures)
    return replace(asked, amount=float(first.track_id))


def _about(
    trace: Trace,
    doubt: Doubt,
    words: tuple[str, str],
    score: float,
    reason: str,
    figures: tuple[tuple[str, float | str], ...],
) -> Suspicion:
    start = trace.seconds * INTO
    return Suspicion(
        trace.track_id,
        doubt,
        "",
        start=start,
        end=min(start + TO_HEAR, trace.seconds),
        label=words[0],
        suggested=words[1],
        score=score,
        reason=reason,
        figures=figures,
    )
