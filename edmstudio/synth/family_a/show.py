"""Arrangements for the demo, written out: who plays in which section, and from which bar on."""

import numpy as np

from edmstudio.domain.sections import SectionLabel
from edmstudio.synth.family_a.plan import Plan
from edmstudio.synth.performance import LAYERS, Span

# A section a line: label and bars, then the layers with the bar on which each comes in.
SHOWS: dict[str, str] = {
    "house": """
        intro 16: kick hats/4 perc/8 snare/8 bass/12 texture
        verse 12: kick snare hats perc bass chords/4
        break 8: pad chords vocal texture
        build 8: pad chords arp snare/4 texture
        drop 16: kick snare hats perc bass chords lead/8
        break 4: pad lead texture
        drop 16: kick snare hats perc bass chords lead arp vocal
        outro 8: kick snare hats perc bass
        """,
    "techno": """
        intro 16: kick hats/8 perc/4 texture
        verse 12: kick snare/4 hats perc bass arp/4 texture
        break 8: arp pad texture
        build 8: arp pad hats snare/4 texture
        drop 16: kick snare hats perc bass arp chords/8
        cooldown 4: kick hats perc bass texture
        build 8: pad arp snare texture
        drop 16: kick snare hats perc bass arp chords lead/8
        outro 8: kick hats perc
        """,
    "trance": """
        intro 16: kick hats/4 perc/8 bass/8 texture
        verse 16: kick snare hats perc bass arp/8
        break 16: pad lead/8 chords/8 texture
        build 8: pad chords arp snare/4 texture
        drop 16: kick snare hats perc bass chords lead arp
        cooldown 8: kick snare hats perc bass arp
        drop 8: kick snare hats perc bass chords lead arp pad
        outro 8: kick snare hats perc bass
        """,
    "drum and bass": """
        intro 16: pad texture hats/8 perc/8 arp/4
        build 8: pad arp hats snare/4 texture
        drop 32: kick snare hats perc bass chords/16 lead/8
        break 16: pad chords vocal/8 texture
        build 8: pad chords arp hats snare/4 texture
        drop 32: kick snare hats perc bass lead chords/8 arp/16 vocal/16
        outro 8: kick snare hats perc
        """,
}
OPEN = {"intro": (0.35, 0.6), "verse": (0.6, 0.7), "break": (0.3, 0.6), "build": (0.4, 1.0),
        "drop": (0.9, 0.95), "cooldown": (0.7, 0.6), "outro": (0.6, 0.4)}  # fmt: skip
SECOND_IDEA = {"break", "build"}


def show(style_name: str, *, longest: float) -> Plan:
    """The written plan of a style; where it is too long its longest sections are halved."""
    rows = [_read(line) for line in SHOWS[style_name].strip().splitlines()]
    while sum(bars for _, bars, _ in rows) > longest * 1.15:
        longest_row = max(range(len(rows)), key=lambda number: rows[number][1])
        name, bars, entries = rows[longest_row]
        if bars <= 4:
            break
        rows[longest_row] = (name, bars // 2, entries)
    return _written(rows)


def _read(line: str) -> tuple[str, int, dict[str, int]]:
    head, _, cast = line.strip().partition(":")
    name, bars = head.split()
    entries = {}
    for word in cast.split():
        layer, _, bar = word.partition("/")
        entries[layer] = int(bar or 0)
    return name, int(bars), entries


def _written(rows: list[tuple[str, int, dict[str, int]]]) -> Plan:
    count = sum(bars for _, bars, _ in rows)
    levels = np.zeros((count, len(LAYERS)), dtype=np.float32)
    heads, parts = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    openness, spans, begin = [OPEN["intro"][0]], [], 0
    for name, bars, entries in rows:
        end = begin + bars
        for layer, late in entries.items():
            # A section that was shortened still hears all of its layers.
            levels[begin + min(late, bars // 2) : end, LAYERS.index(layer)] = 0.9
        heads[begin:end], parts[begin:end] = begin, int(name in SECOND_IDEA)
        openness += np.linspace(*OPEN[name], bars).tolist()
        spans.append(Span(SectionLabel(name), begin))
        begin = end
    return Plan(tuple(spans), levels, np.array(openness, dtype=np.float32), parts, heads)
