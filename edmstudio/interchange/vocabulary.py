"""The words of other programs for sections and cues, beside ours: data.

A foreign section label is a set of ours, the likeliest first: training uses the set, the window
shows the first.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from edmstudio.domain.cues import CueKind
from edmstudio.domain.sections import SectionLabel as L

Labels = tuple[L, ...]

CUE_NAMES = {
    CueKind.FIRST_BEAT: "1",
    CueKind.MIX_IN: "Mix in",
    CueKind.BUILD: "Build",
    CueKind.DROP: "Drop",
    CueKind.BREAK: "Break",
    CueKind.VOCAL: "Vocal",
    CueKind.MIX_OUT: "Mix out",
    CueKind.LOOP: "Loop",
    CueKind.OTHER: "",
}
# Words in the names of cues, loops and labels, whatever the case.
CUE_WORDS = {
    CueKind.MIX_IN: ("mix in", "mixin", "mix-in", "intro"),
    CueKind.MIX_OUT: ("mix out", "mixout", "mix-out", "outro"),
    CueKind.VOCAL: ("vocal", "vocals", "vox"),
    CueKind.BUILD: ("build", "buildup", "build up", "build-up", "riser"),
    CueKind.DROP: ("drop",),
    CueKind.BREAK: ("break", "breakdown", "break down"),
    CueKind.FIRST_BEAT: ("first beat", "first-beat", "firstbeat"),
    CueKind.LOOP: ("loop",),
}
SECTION_WORDS: dict[L, tuple[str, ...]] = {
    L.INTRO: ("intro", "altintro"),
    L.OUTRO: ("outro", "altoutro"),
    L.BUILD: ("build", "buildup", "build up", "build-up", "riser", "pre-chorus", "prechorus"),
    L.DROP: ("drop",),
    L.BREAK: ("break", "breakdown", "break down"),
    L.BRIDGE: ("bridge", "inst", "solo"),
    L.CHORUS: ("chorus", "hook", "refrain"),
    L.COOLDOWN: ("cooldown", "cool down"),
    L.VERSE: ("verse",),
    L.SILENCE: ("silence", "silent"),
}
# Harmonix, SALAMI and All-In-One: the sets a label stands for; `start` and `end` are no sound.
HARMONIX: dict[str, Labels] = {
    "intro": (L.INTRO,),
    "verse": (L.VERSE,),
    "pre-chorus": (L.BUILD,),
    "prechorus": (L.BUILD,),
    "chorus": (L.CHORUS, L.DROP),
    "break": (L.BREAK,),
    "breakdown": (L.BREAK, L.BRIDGE, L.COOLDOWN),
    "bridge": (L.BRIDGE,),
    "inst": (L.BRIDGE, L.DROP, L.COOLDOWN),
    "instrumental": (L.BRIDGE, L.DROP, L.COOLDOWN),
    "solo": (L.BRIDGE,),
    "outro": (L.OUTRO, L.COOLDOWN),
    "start": (L.SILENCE,),
    "end": (L.SILENCE,),
    "silence": (L.SILENCE,),
}


@dataclass(frozen=True, slots=True)
class Phrase:
    """What one kind of rekordbox phrase is called there, and may be here.

    `weight` is how far to trust it, 1.0 where the name says what is heard.
    """

    name: str
    labels: Labels
    weight: float = 1.0


_INTRO, _OUTRO = Phrase("Intro", (L.INTRO,)), Phrase("Outro", (L.OUTRO,))
_CHORUS = Phrase("Chorus", (L.DROP, L.CHORUS))
_CALM_CHORUS = Phrase("Chorus", (L.DROP, L.CHORUS), 0.5)
_CALM_BRIDGE = Phrase("Bridge", (L.BREAK, L.BRIDGE), 0.5)


def _verse(number: int) -> Phrase:
    return Phrase(f"Verse {number}", (L.VERSE, L.BUILD), 0.5)


# rekordbox PSSI: by mood (1 high, 2 mid, 3 low), then by the kind of the entry.
PHRASES: dict[int, dict[int, Phrase]] = {
    1: {
        1: _INTRO,
        2: Phrase("Up", (L.BUILD, L.BRIDGE)),
        3: Phrase("Down", (L.BREAK, L.BRIDGE, L.COOLDOWN)),
        5: _CHORUS,
        6: _OUTRO,
    },
    2: {
        1: _INTRO,
        **{kind: _verse(kind - 1) for kind in range(2, 8)},
        8: _CALM_BRIDGE,
        9: _CALM_CHORUS,
        10: _OUTRO,
    },
    3: {
        1: _INTRO,
        **{kind: _verse(1 if kind <= 4 else 2) for kind in range(2, 8)},
        8: _CALM_BRIDGE,
        9: _CALM_CHORUS,
        10: _OUTRO,
    },
}


def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """One of the words by itself, or with a number behind it."""
    either = "|".join(map(re.escape, words))
    return re.compile(rf"(?<![a-z])(?:{either})(?![a-z])")


_CUE_PATTERNS = {kind: _any_of(words) for kind, words in CUE_WORDS.items()}
_SECTION_PATTERNS = {label: _any_of(words) for label, words in SECTION_WORDS.items()}


@lru_cache(maxsize=4096)
def cue_kind(name: str, *, loop: bool = False) -> CueKind:
    """The kind of a foreign cue, by the words of its name."""
    if loop:
        return CueKind.LOOP
    if name.strip() == "1":
        return CueKind.FIRST_BEAT
    said = (kind for kind, words in _CUE_PATTERNS.items() if words.search(name.lower()))
    return next((kind for kind in said if kind is not CueKind.LOOP), CueKind.OTHER)


def cue_name(name: str, kind: CueKind) -> str:
    """What another program is told: the person's name for a cue, or that of its kind."""
    return name or CUE_NAMES[kind]


def section_labels(word: str) -> Labels:
    """What a foreign section label may stand for, the likeliest first; empty where unknown."""
    plain = word.strip().lower()
    if plain in set(L):
        return (L(plain),)
    if plain in HARMONIX:
        return HARMONIX[plain]
    return tuple(label for label, words in _SECTION_PATTERNS.items() if words.search(plain))[:1]
