"""A question that two reviewers answered differently, put to a third one."""

from contextlib import suppress
from dataclasses import replace

from edmstudio.domain.cues import CueKind
from edmstudio.domain.suspicion import Decision, Doubt, Kind, Suspicion, Verdict
from edmstudio.review.cue_questions import TO_HEAR

SHIFTS = (Doubt.HALF_BEAT, Doubt.BAR_PHASE, Doubt.PHRASE_PHASE, Doubt.OFFSET)
VALUES = (Doubt.TEMPO, Doubt.BOUNDARY)
KINDS = frozenset(map(str, CueKind))


def dispute(first: Decision, second: Decision) -> Suspicion:
    """Whether what holds, which is what was accepted last, should give way to the other answer."""
    taker, other = sorted((first, second), key=_took_last, reverse=True)
    was = taker.item.suspicion
    asked = _turned(was, taker.new, other.new if other.verdict is Verdict.ACCEPT else other.old)
    said = f"{_said(other)}, {_said(taker)}; it was asked because: {was.reason}"
    figures = ((taker.annotator, str(taker.verdict)), (other.annotator, str(other.verdict)))
    return replace(asked, source=taker.annotator, score=0.5, reason=said, figures=figures)


def _took_last(decision: Decision) -> tuple[bool, str]:
    return decision.verdict is Verdict.ACCEPT, decision.made_at


def _said(decision: Decision) -> str:
    if decision.verdict is Verdict.KEEP:
        return f"{decision.annotator} kept {decision.old or 'nothing'}"
    return f"{decision.annotator} took {decision.new or 'nothing'}"


def _turned(asked: Suspicion, now: str, then: str) -> Suspicion:
    """The question whose acceptance makes of what holds now what the other one said."""
    if asked.kind is Kind.CUE:
        return _of_cue(asked, now, then)
    if (now, then) != (asked.suggested, asked.label):
        with suppress(ValueError):  # words that a hand left have no amount
            return replace(asked, label=now, suggested=then, amount=_from(asked, now, then))
    return replace(asked, label=asked.suggested, suggested=asked.label, amount=_back(asked))


def _of_cue(asked: Suspicion, now: str, then: str) -> Suspicion:
    """An answer about a cue is a kind or a moment, or nothing where it is gone."""
    turned = replace(asked, label=now, suggested=then)
    if not then:
        return replace(turned, doubt=Doubt.CUE_DOUBTFUL)
    if not now:
        return replace(turned, doubt=Doubt.CUE_MISSING, amount=_place(asked), cue_id=0)
    if now in KINDS and then in KINDS:
        return replace(turned, doubt=Doubt.CUE_KIND)
    there = _place(asked)
    with suppress(ValueError):
        there = float(then)
    return replace(turned, doubt=Doubt.CUE_PLACE, suggested=f"{there:.3f}", amount=there)


def _back(asked: Suspicion) -> float:
    """What takes back just what was suggested."""
    if asked.doubt is Doubt.OCTAVE:
        return 1.0 / asked.amount
    if asked.doubt in SHIFTS:
        return -asked.amount
    return float(asked.label) if asked.doubt in VALUES else asked.amount


def _from(asked: Suspicion, now: str, then: str) -> float:
    """What leads from one answer to another, where one of them at least was not the suggestion."""
    if asked.kind in (Kind.SECTION, Kind.GRID) and asked.doubt is not Doubt.LABEL:
        here, there = (float(said.removesuffix(" ms")) for said in (now, then))
        if asked.doubt is Doubt.OFFSET:
            return (there - here) / 1000.0
        return there / here if asked.doubt is Doubt.OCTAVE else there
    return asked.amount


def _place(asked: Suspicion) -> float:
    """Where the cue was: what was to be heard is cut off at the beginning of the track."""
    return asked.start + TO_HEAR if asked.start > 0.0 else asked.end - TO_HEAR
