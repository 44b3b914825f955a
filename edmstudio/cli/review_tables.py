"""Questions and answers of the review queue as a person reads them."""

from typing import Any

from edmstudio.cli.tables import clock, percent, several

Record = dict[str, Any]


def question(record: Record) -> str:
    """Number, probability, what is in doubt, then the reason and the place."""
    many = f"  ({record['tracks']} tracks)" if record["tracks"] > 1 else ""
    where = f"{record['path']} at {clock(record['start'])}"
    change = f"{record['label'] or 'nothing'} → {record['suggested'] or 'nothing'}"
    head = f"{record['item']:>6}  {percent(record['score']):>5}  {record['doubt']:<12}"
    return f"{head}  {change}{many}\n        {record['reason']}\n        {where}"


def unlabelled(record: Record) -> str:
    """Its place in the order, the track, and why."""
    return f"{record['rank']:>6}  {record['path']}\n        {record['reason']}"


def answer(record: Record) -> str:
    """What was decided, and what became of it."""
    done = f"{record['old'] or 'nothing'} → {record['new'] or 'nothing'}"
    if record["decision"] != "accept":
        return f"{record['item']}: {record['decision']}"
    lines = [f"{record['item']}: {done}, {several(len(record['corrected']), 'track')} corrected"]
    return "\n".join([*lines, *(f"  left as it is: {path}" for path in record["left_out"])])


def decided(record: Record) -> str:
    """One line of the log."""
    when = record["made_at"][:19].replace("T", " ")
    old, new = record["old"] or "nothing", record["new"] or "nothing"
    said = f"{old} → {new}" if record["verdict"] == "accept" else old
    took = f"{record['seconds']:.1f} s"
    return (
        f"{when}  {record['verdict']:<6}  {record['doubt']:<12}  {said}  "
        f"({record['annotator']}, {took})  {record['path']}"
    )


def agreement(record: Record) -> str:
    """Two reviewers on one kind of question."""
    return (
        f"{record['first']} and {record['second']}, {record['kind']}: the same answer to "
        f"{percent(record['share'])} of {record['both']} questions, kappa {record['kappa']:.2f}"
    )


def met(record: Record) -> str:
    """What came in, then what two people decided differently."""
    came = ", ".join(
        (
            several(len(record["added"]), "new track"),
            several(len(record["changed"]), "corrected track"),
            several(record["labels"], "label"),
            several(record["predictions"], "prediction"),
            several(record["decisions"], "answer"),
        )
    )
    verb = "It would bring" if record["backup"] is None else "Taken in:"
    lines = [f"{verb} {came} from {record['file']}."]
    if record["backup"] is not None:
        lines.append(f"The library as it was: {record['backup']}")
    lines += [_contradiction(each) for each in record["conflicts"]]
    return "\n".join(lines)


def _contradiction(record: Record) -> str:
    kept, lost = record["kept"], record["lost"]
    return (
        f"  {record['fact']}: {kept['said']} ({kept['annotator']}) holds over "
        f"{lost['said']} ({lost['annotator']})  {record['path']}"
    )
