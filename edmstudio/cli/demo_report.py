"""What the demo leaves behind to be read: a line for each step."""

from pathlib import Path
from typing import Any

from edmstudio.domain.retraining import TASKS

Record = dict[str, Any]
LONG = {"step", "path", "out", "cues"}  # told otherwise, or at too great a length
APART = {"analyse", "retrain", "errors"}  # told in a table or a sentence of their own
HEAD = """# EDM Studio, once round

| track | BPM heard | true | grid off by (ms) | key heard | true | sections | cues |
|---|---|---|---|---|---|---|---|
"""
SCORES = ["| on tracks it did not learn from | before | after |", "|---|---|---|"]


def line(record: Record) -> str:
    """One step for a person."""
    if record["step"] == "retrain":
        return f"{record['step']:<10}  {_verdict(record)}"
    about = record.get("path") or record.get("out") or ""
    return "  ".join(part for part in (f"{record['step']:<10}", about, _facts(record)) if part)


def as_report(steps: list[Record]) -> str:
    """What was heard beside what is true, then every step, and last how many labels were wrong."""
    rows = [_row(step) for step in steps if step["step"] == "analyse"]
    lines = [f"- {_line(step)}" for step in steps if step["step"] not in APART]
    scores = [row for step in steps if step["step"] == "retrain" for row in _scores(step)]
    ends = [_errors(step) for step in steps if step["step"] == "errors"]
    return HEAD + "\n".join([*rows, "", *lines, "", *scores, "", *ends]) + "\n"


def _row(step: Record) -> str:
    cells = (
        Path(step["path"]).stem, step["bpm"], step["true_bpm"], step["grid_ms"], step["key"],
        step["true_key"], step["sections"], step["cues"],
    )  # fmt: skip
    return f"| {' | '.join('–' if cell is None else str(cell) for cell in cells)} |"


def _line(step: Record) -> str:
    name = Path(step.get("path") or step.get("out") or "").name
    cues = _cues(step["cues"]) if isinstance(step.get("cues"), list) else ""
    facts = ", ".join(part for part in (_facts(step), cues) if part)
    return f"{step['step']}: " + "; ".join(part for part in (name, facts) if part)


def _facts(record: Record) -> str:
    told = ((name.replace("_", " "), value) for name, value in record.items() if name not in LONG)
    return ", ".join(f"{name} {_value(value)}" for name, value in told if value is not None)


def _verdict(record: Record) -> str:
    """What came of retraining, in a sentence."""
    learned = f"{record['train_tracks']} tracks, {record['seconds']:.0f} s"
    return f"{record['reason']} ({learned}; {record['checkpoint']} answers)"


def _scores(record: Record) -> list[str]:
    """How well both models do on tracks that they did not learn from."""
    names = [name for name in record["before"] if name in record["after"]]
    cells = [[record[side][name] for side in ("before", "after")] for name in names]
    rows = [
        f"| {TASKS[name][1]} | {old:.3f} | {new:.3f} |"
        for name, (old, new) in zip(names, cells, strict=True)
    ]
    return [f"**Retrained.** {_verdict(record)}", "", *SCORES, *rows]


def _value(value: object) -> str:
    """Yes and no, figures by name, and “nothing” for a label that is not there."""
    match value:
        case bool():
            return "yes" if value else "no"
        case list():
            return ", ".join(map(str, value))
        case dict():
            return "(" + ", ".join(f"{name} {each}" for name, each in value.items()) + ")"
        case "":
            return "nothing"
    return str(value)


def _cues(held: list[Record]) -> str:
    return ", ".join(f"{cue['kind']} at {cue['time']:.3f} s" for cue in held) or "no cues"


def _errors(step: Record) -> str:
    return (
        f"**{step['planted']} errors were planted: {step['before']} labels were wrong, "
        f"{step['mended']} were mended, {step['after']} are left.**"
    )
