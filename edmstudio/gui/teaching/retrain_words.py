"""What the dialog of a retraining says, in plain words."""

from edmstudio.app.retrain_plan import Plan
from edmstudio.domain.annotations import Fact
from edmstudio.domain.retraining import Forecast, Level, Outcome, Row
from edmstudio.gui.numbers import several
from edmstudio.gui.words import tr
from edmstudio.jobs.job import Progress

FEWEST_STEPS = 5  # before which nobody can tell how long it takes

KINDS = {
    Fact.GRID: "Beat grid",
    Fact.SECTIONS: "Sections",
    Fact.CUES: "Cues",
    Fact.KEY: "Key",
    Fact.ENERGY: "Energy",
}
HABITS = (
    "your habits (where you put beats, what you call sections, which cues you set "
    "and how they look)"
)
LEVELS = {
    Level.HABITS: HABITS,
    Level.ARRANGER: HABITS + ", and to hear sections and cues as you do",
    Level.EAR: HABITS + ", to hear sections and cues as you do, and sounds that are new to it",
    Level.DEEP: HABITS + ", sections, cues and sounds, with more rounds",
}
SHORT = {
    Level.HABITS: "Your habits",
    Level.ARRANGER: "Sections and cues",
    Level.EAR: "Beats and sound as well",
    Level.DEEP: "Everything, in more rounds",
}
STAGES = {"Habits": "Your habits", "Arranger": "Sections and cues", "Ear": "Beats and sound"}
FOLD = "fold"


def about(plan: Plan) -> str:
    """What will be learned, from what, and how long that takes."""
    if not plan.lessons:
        return tr(
            "Nothing is corrected yet. Correct a track, or answer a few questions of the review: "
            "one track is enough."
        )
    said = tr("From {tracks} it learns {what}. This takes about {time}.").format(
        tracks=several(len(plan.lessons), "corrected track", "corrected tracks"),
        what=tr(LEVELS[plan.level]),
        time=lasting(plan.seconds),
    )
    if plan.next_level:
        said += " " + tr("From {count} corrected tracks on more is learned.").format(
            count=plan.next_level
        )
    if not plan.network:
        said += " " + tr("More cannot be learned: no trained model is installed.")
    return said


def since(plan: Plan) -> str:
    """What is new since the model of now was made."""
    if not plan.lessons:
        return ""
    if not plan.fresh:
        return tr("Nothing was corrected since the model in use was made.")
    return tr("{tracks} since the model in use was made.").format(
        tracks=several(plan.fresh, "track was corrected", "tracks were corrected")
    )


def stage_of(note: str) -> str:
    """What is learned now, in a person's words, from the name that a training gives its stage."""
    name, _, fold = note.partition(", ")
    said = tr(STAGES.get(name, name))
    return f"{said}, {fold.replace(FOLD, tr('test run'))}" if fold else said


def curve_of(note: str) -> str:
    """What the curve of a stage shows."""
    if FOLD in note:
        return tr("some tracks held back, to test")
    return tr("all your tracks") if note in STAGES else stage_of(note)


def lasting(seconds: float) -> str:
    """Such as "40 seconds" or "3 minutes"."""
    if seconds < 90:
        return several(max(round(seconds / 5) * 5, 5), "second", "seconds")
    return several(round(seconds / 60), "minute", "minutes")


def remaining(progress: Progress, spent: float) -> str:
    """How long it will still take, "" where that can't be told yet."""
    if progress.done < FEWEST_STEPS or progress.done >= progress.total:
        return ""
    return lasting(spent / progress.done * (progress.total - progress.done))


def title_of(row: Row) -> str:
    """A task in a person's words."""
    title = tr(row.title)
    title = title[:1].upper() + title[1:]
    return tr("{title}, frozen set").format(title=title) if row.frozen else title


def points(value: float) -> str:
    """A difference in hundredths, such as "+12.3" or "−0.4"."""
    return f"{value:+.1f}".replace("+0.0", "0.0").replace("-0.0", "0.0").replace("-", "−")


def heading(outcome: Outcome) -> str:
    """What came of it, in a few words."""
    if not outcome.verdict.promoted:
        return tr("No improvement")
    gain = points(100.0 * outcome.verdict.gain).lstrip("+")
    return (
        tr("Better")
        if gain == "0.0"
        else tr("Better by {gain} points on average").format(gain=gain)
    )


def levels(outcome: Outcome) -> str:
    """What was tried, and which of it the figures are of; "" where there was one way only."""
    if len(outcome.tried) < 2:
        return ""
    told = [
        f"{tr(SHORT[level])} {points(100.0 * verdict.gain)}" for level, verdict in outcome.tried
    ]
    return tr("Tried, with points on average: {told}. The figures are of: {level}.").format(
        told=", ".join(told), level=tr(SHORT[outcome.level])
    )


def promises(forecasts: tuple[Forecast, ...]) -> str:
    """Which kind of correction is likely to help most, as far as that is known."""
    useful = sorted((f for f in forecasts if f.gain >= 0.5), key=lambda f: -f.gain)
    if not forecasts:
        return tr("From four corrected tracks on, this line tells how much more would help.")
    if not useful:
        return tr("More corrections of the same kinds would change little now.")
    told = [
        tr("{kind} {points} points").format(kind=tr(KINDS[f.fact]), points=points(f.gain))
        for f in useful
    ]
    return tr("Twice as many corrected tracks are likely to bring: {told}.").format(
        told=", ".join(told)
    )
