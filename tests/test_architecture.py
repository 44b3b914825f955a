"""The floors of the house: a module imports only from floors below its own."""

import ast
from collections.abc import Iterator
from pathlib import Path

FLOORS = [
    ["domain"],
    ["audio", "features", "decoding", "metrics", "review", "store", "interchange", "jobs"],
    ["classic", "synth"],
    ["model"],
    ["learning"],
    ["app"],
    ["api", "gui"],
    ["cli"],
    ["__init__.py", "__main__.py"],
]
HEIGHT = {name: height for height, floor in enumerate(FLOORS) for name in floor}
ONLY_IN = {
    "PySide6": {"gui"},
    "pyqtgraph": {"gui"},
    "sqlite_utils": {"store"},
    "sqlite3": {"store"},
    "torch": {"model", "learning"},
    "cleanlab": {"learning"},
    "av": {"audio"},
    "soundfile": {"audio"},
    "sounddevice": {"audio"},
    "mutagen": {"interchange"},
    "distributed": {"jobs"},
}
ROOT = Path(__file__).parent.parent / "edmstudio"


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written in full"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_nothing_imports_upwards_or_sideways() -> None:
    wrong = []
    for path in ROOT.rglob("*.py"):
        home = path.relative_to(ROOT).parts[0]
        for name in imports(path):
            top, *rest = name.split(".")
            if top == "edmstudio" and rest[0] != home and HEIGHT[rest[0]] >= HEIGHT[home]:
                wrong.append(f"{path.relative_to(ROOT)} imports {name}")
            if home not in ONLY_IN.get(top, {home}):
                wrong.append(f"{path.relative_to(ROOT)} imports {name}")
    assert not wrong, "\n".join(wrong)


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in ROOT.rglob("*.py")
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert not silent, "\n".join(silent)
