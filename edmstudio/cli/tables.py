"""Records as a person reads them: one line each in a list, a sheet for one track."""

from typing import Any

Record = dict[str, Any]
_ONE = {"energies": "energy", "tempi": "tempo", "removed": "removed"}


def arrival(record: Record) -> str:
    """Such as "added    4:31  /music/a.flac"."""
    return f"{record['status']:<6} {clock(record['duration']):>8}  {record['path']}"


def track_line(record: Record) -> str:
    """Tempo, key, energy, counts and trust in the grid, then the path."""
    key, energy = record["key"], record["energy"]
    return "  ".join(
        (
            f"{record['bpm']:7.2f} BPM" if record["bpm"] else "no tempo   ",
            f"{key['camelot'] if key else '–':>3}",
            f"energy {energy['level'] if energy else '–':>2}",
            f"{len(record['sections']):2} sections",
            f"{len(record['cues']):2} cues",
            f"grid {percent(record['confidence']['grid']):>4}",
            record["path"],
        )
    )


def sheet(record: Record) -> str:
    """Everything that holds for a track, with who says so."""
    lines = [record["path"], f"{clock(record['duration'])} min", *_facts(record)]
    lines += [f"  {_section(each)}" for each in _headed(lines, "Sections", record["sections"])]
    lines += [f"  {_cue(each)}" for each in _headed(lines, "Cues", record["cues"])]
    return "\n".join(lines)


def _facts(record: Record) -> list[str]:
    bars, key, energy = record["tempo_map"], record["key"], record["energy"]
    tempo = f"{record['bpm']:.3f} BPM, {len(record['beats'])} beats" if bars else "no beat grid"
    if len(bars) > 1:
        tempo += f", {len(bars) - 1} tempo changes"
    facts = [f"Grid     {tempo}{_by(bars[0]) if bars else ''}"]
    if key:
        facts.append(f"Key      {key['name']} ({key['camelot']}){_by(key)}")
    if energy:
        facts.append(f"Energy   {energy['level']} of 10{_by(energy)}")
    return facts


def _headed(lines: list[str], title: str, rows: list[Record]) -> list[Record]:
    lines.append(f"{title}: {'' if rows else 'none'}".rstrip())
    return rows


def _section(section: Record) -> str:
    span = f"{clock(section['start']):>10} – {clock(section['end']):>10}"
    return f"{span}  {section['label']:<9}{_by(section)}"


def _cue(cue: Record) -> str:
    pad = cue["slot"] or "·"
    loop = f" to {clock(cue['end'])}" if cue["end"] is not None else ""
    return f"{clock(cue['time']):>10}  {pad} {cue['kind']:<11}{cue['name']}{loop}{_by(cue)}"


def _by(fact: Record) -> str:
    by = fact.get("by")
    if not by:
        return ""
    sure = fact.get("confidence")
    if by["voice"] == "prediction" and sure is not None:
        return f"  ({by['source']}, {percent(sure)})"
    return f"  ({by['source']})"


def revision_line(record: Record) -> str:
    """When, what and who."""
    when = record["made_at"][:19].replace("T", " ")
    done = (
        record["title"]
        if record["act"] in ("edit", "merge")
        else f"{record['act']}: {record['title']}"
    )
    return f"{record['revision']:>6}  {when}  {done}  ({record['annotator']})"


def clock(seconds: float) -> str:
    """Minutes, seconds and milliseconds where they say anything."""
    minutes, rest = divmod(round(seconds * 1000), 60_000)
    return f"{minutes}:{rest // 1000:02}.{rest % 1000:03}"


def several(count: int, one: str) -> str:
    """Such as "1 label" and "2 labels"."""
    return f"{count} {one}" if count == 1 else f"{count} {one}s"


def counts(labels: dict[str, int]) -> str:
    """Such as "1 grid, 4 cues", of what is there at all; the names are plurals."""
    one = {name: _ONE.get(name, name[:-1]) for name in labels}
    return ", ".join(f"{n} {one[name] if n == 1 else name}" for name, n in labels.items() if n)


def percent(share: float) -> str:
    """Such as "91 %"."""
    return f"{round(share * 100)} %"


def exported(record: Record) -> str:
    """What was written, what was not, and why."""
    done = "would be written" if record.get("dry_run") else "written"
    held = counts(record["labels"]) or "nothing in them"
    lines = [f"{several(record['tracks'], 'track')} {done} to {record['out']}: {held}"]
    lines += [f"  {change}" for change in record["changes"]]
    lines += [
        f"  {loss['what']}: {loss['count']} ({several(loss['tracks'], 'track')})"
        for loss in record.get("losses", ())
    ]
    lines += [f"  left out {each['path']}: {each['reason']}" for each in record["skipped"]]
    return "\n".join([*lines, *(f"  {warning}" for warning in record["warnings"])])


def health(record: Record) -> str:
    """Sound, or everything that is not."""
    if record["sound"]:
        read = f"{several(record['tracks'], 'track')} {'was' if record['tracks'] == 1 else 'were'}"
        return f"{record['library']} is sound; {read} read."
    found = [f"  {each['where']}: {each['message']}" for each in record["findings"]]
    advice = "Bring back a copy with `edmstudio restore`."
    return "\n".join([f"{record['library']} is damaged:", *found, advice])


def backed_up(record: Record) -> str:
    """Where the copy lies."""
    return f"The library was copied to {record['backup']} and the copy verified."


def restored(record: Record) -> str:
    """What lies where now."""
    kept = f" What was there before is kept as {record['kept']}." if record["kept"] else ""
    return f"{record['library']} is what {record['restored']} holds now.{kept}"
