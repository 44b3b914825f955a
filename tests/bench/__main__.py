"""`python -m tests.bench NAME --json`: figures beside the floors they must reach."""

import argparse
import json
import os
import platform
import sys
from importlib import import_module
from pkgutil import iter_modules

import tests.bench

NAMES = sorted(found.name for found in iter_modules(tests.bench.__path__) if found.name[0] != "_")


def report(name: str) -> dict[str, object]:
    """Measure one bench and put the floors and the machine beside its figures."""
    bench = import_module(f"tests.bench.{name}")
    machine = {"cores": os.cpu_count(), "system": platform.platform()}
    return {"name": name, "figures": bench.measure(), "floors": bench.FLOORS, "machine": machine}


def table(reported: dict[str, object]) -> str:
    """Figures of one bench as lines for a person."""
    figures, floors = reported["figures"], reported["floors"]
    assert isinstance(figures, dict)
    assert isinstance(floors, dict)
    lines = [f"{reported['name']}"]
    for name, figure in figures.items():
        floor = f"   (floor {floors[name]})" if name in floors else ""
        lines.append(f"  {name:28} {figure}{floor}")
    return "\n".join(lines)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("name", choices=[*NAMES, "all"])
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    for name in NAMES if asked.name == "all" else [asked.name]:
        reported = report(name)
        sys.stdout.write((json.dumps(reported) if asked.json else table(reported)) + "\n")
        sys.stdout.flush()
