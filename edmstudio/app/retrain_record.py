"""What a retraining came to, as the command line prints it."""

from typing import Any

from edmstudio.domain.retraining import Forecast, Outcome, Row, Verdict

Record = dict[str, Any]


def retrained(outcome: Outcome, answers: str, *, promoted: bool) -> Record:
    """One record a call.

    Parameters
    ----------
    answers : str
        Name of the checkpoint that answers from now on.
    promoted : bool
        Whether that is the new one.
    """
    verdict = outcome.verdict
    return {
        "checkpoint": answers,
        "promoted": promoted,
        "candidate": outcome.name or None,
        "level": str(outcome.level),
        "reason": verdict.reason,
        "before": verdict.means("before"),
        "after": verdict.means("after"),
        "rows": [_row(row) for row in verdict.rows],
        "levels": [_level(str(level), said) for level, said in outcome.tried],
        "train_tracks": outcome.trained,
        "validation_tracks": outcome.checked,
        "would_change": len(outcome.changes),
        "forecasts": [_forecast(each) for each in outcome.forecasts],
        "seconds": outcome.seconds,
    }


def _row(row: Row) -> Record:
    return {
        "task": row.task,
        "before": round(row.before, 4),
        "after": round(row.after, 4),
        "difference": [round(row.low, 4), round(row.high, 4)],
        "tracks": row.tracks,
        "frozen": row.frozen,
    }


def _level(level: str, verdict: Verdict) -> Record:
    return {"level": level, "better": verdict.promoted, "reason": verdict.reason}


def _forecast(forecast: Forecast) -> Record:
    return {
        "labels": forecast.fact.value,
        "tracks": forecast.tracks,
        "points_of_twice_as_many": forecast.gain,
    }
