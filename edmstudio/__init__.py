"""EDM Studio: see what a model heard in a track, correct it, teach it, and take it to the decks.

The names below are the interface for scripts; each is loaded when it is first used (PEP 562), so
that `import edmstudio` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from edmstudio.api.annotated_track import AnnotatedTrack as AnnotatedTrack
    from edmstudio.api.files import analyze as analyze
    from edmstudio.api.files import evaluate as evaluate
    from edmstudio.api.files import read_labels as read_labels
    from edmstudio.api.files import score as score
    from edmstudio.api.files import write_labels as write_labels
    from edmstudio.api.library import Library as Library
    from edmstudio.domain.annotations import Annotations as Annotations
    from edmstudio.domain.cues import CueKind as CueKind
    from edmstudio.domain.cues import CuePoint as CuePoint
    from edmstudio.domain.energy import EnergyCurve as EnergyCurve
    from edmstudio.domain.grid import TempoMap as TempoMap
    from edmstudio.domain.key import Key as Key
    from edmstudio.domain.refused import Refused as Refused
    from edmstudio.domain.sections import Section as Section
    from edmstudio.domain.sections import SectionLabel as SectionLabel

_WHERE = {
    "AnnotatedTrack": "api.annotated_track",
    "Annotations": "domain.annotations",
    "CueKind": "domain.cues",
    "CuePoint": "domain.cues",
    "EnergyCurve": "domain.energy",
    "Key": "domain.key",
    "Library": "api.library",
    "Refused": "domain.refused",
    "Section": "domain.sections",
    "SectionLabel": "domain.sections",
    "TempoMap": "domain.grid",
    "analyze": "api.files",
    "evaluate": "api.files",
    "read_labels": "api.files",
    "score": "api.files",
    "write_labels": "api.files",
}


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module 'edmstudio' has no attribute '{name}'")
    value = getattr(import_module(f"edmstudio.{_WHERE[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_WHERE})
