"""Questions and answers of the review queue as a person reads them."""

from typing import Any

from edmstudio.cli.tables import clock, percent

Record = dict[str, Any]


def question(record: Record) -> str:
    """Number, probability, what is in doubt, then the reason and the place."""
    many = f"  ({record['tracks']} tracks)" if record["tracks"] > 1 else ""
    where = f"{record['path']} at {clock(record['start'])}"
    change = f"{record['label'] or 'nothing'} → {record['suggested'] or 'nothing'}"
    head = f"{record['item']:>6}  {percent(record['score']):>5}  {record['doubt']:<12}"
    return f"{head}  {change}{many}\n        {record['reason']}\n        {where}"


def answer(record: Record) -> str:
    """What was decided, and what became of it."""
    count = len(record["corrected"])
    done = f"{record['old'] or 'nothing'} → {record['new'] or 'nothing'}"
    if record["decision"] != "accept":
        return f"{record['item']}: {record['decision']}"
    lines = [f"{record['item']}: {done}, {count} {'track' if count == 1 else 'tracks'} corrected"]
    return "\n".join([*lines, *(f"  left as it is: {path}" for path in record["left_out"])])
