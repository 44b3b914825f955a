"""A question that two reviewers answered differently, put to a third one."""

from dataclasses import replace

from edmstudio.domain.suspicion import Decision, Doubt, Suspicion, Verdict

BACK_BY = (Doubt.HALF_BEAT, Doubt.BAR_PHASE, Doubt.PHRASE_PHASE, Doubt.OFFSET)
TO_THE_OLD = (Doubt.TEMPO, Doubt.BOUNDARY, Doubt.CUE_PLACE)


def dispute(first: Decision, second: Decision) -> Suspicion:
    """Whether what holds, which is what was accepted last, should give way to the other answer."""
    taker, other = sorted((first, second), key=_took_last, reverse=True)
    asked = opposite(taker.item.suspicion)
    if other.verdict is Verdict.ACCEPT:
        asked = replace(asked, suggested=other.new)
    said = f"{_said(other)}, {_said(taker)}; it was asked because: {taker.item.suspicion.reason}"
    figures = ((taker.annotator, str(taker.verdict)), (other.annotator, str(other.verdict)))
    return replace(asked, source=taker.annotator, score=0.5, reason=said, figures=figures)


def _took_last(decision: Decision) -> tuple[bool, str]:
    return decision.verdict is Verdict.ACCEPT, decision.made_at


def _said(decision: Decision) -> str:
    if decision.verdict is Verdict.KEEP:
        return f"{decision.annotator} kept {decision.old or 'nothing'}"
    return f"{decision.annotator} took {decision.new or 'nothing'}"


def opposite(asked: Suspicion) -> Suspicion:
    """The question whose acceptance takes the acceptance of this one back."""
    turned = replace(asked, label=asked.suggested, suggested=asked.label)
    match asked.doubt:
        case Doubt.OCTAVE:
            return replace(turned, amount=1.0 / asked.amount)
        case doubt if doubt in BACK_BY:
            return replace(turned, amount=-asked.amount)
        case doubt if doubt in TO_THE_OLD:
            return replace(turned, amount=float(asked.label))
        case Doubt.CUE_MISSING:
            return replace(turned, doubt=Doubt.CUE_DOUBTFUL, amount=asked.amount)
        case Doubt.CUE_DOUBTFUL:
            return replace(turned, doubt=Doubt.CUE_MISSING, amount=_middle(asked), cue_id=0)
        case _:
            return turned


def _middle(asked: Suspicion) -> float:
    """Where the cue was: in the middle of what was to be heard, but at the ends of the track."""
    return (asked.start + asked.end) / 2.0
