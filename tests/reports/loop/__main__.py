"""`python -m tests.reports.loop`: 40 tracks round the whole loop, by window and by commands."""

import argparse
import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from edmstudio.app.places import Places
from edmstudio.app.settings import FILE, Settings, save
from edmstudio.jobs.executors import Processes
from tests.gui.desks import places_in
from tests.reports.loop.by_commands import ByCommands
from tests.reports.loop.doors import Door
from tests.reports.loop.music import collection
from tests.reports.loop.story import DECISIONS, XML, Step, tell


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    asked = _asked()
    folder = Path(asked.folder or tempfile.mkdtemp(prefix="edmstudio-loop-")).absolute()
    os.environ["EDMSTUDIO_CONFIG"] = str(folder / "config")
    os.environ["EDMSTUDIO_CACHE"] = str(folder / "cache")
    # One process: tracks arrive in the same order whichever way they come, and the queue, which
    # draws some questions by chance, is the same for both.
    save(Settings(workers=1), folder / "config" / FILE)
    made = collection(folder, tracks=asked.tracks, minutes=asked.minutes, real=asked.real)
    exports = {}
    for name in asked.doors:
        own = folder / name
        own.mkdir(exist_ok=True)
        door = _doors()[name](places_in(own))
        try:
            for step in tell(door, made, own, asked.decisions):
                _print(name, step, as_json=asked.json)
        finally:
            door.close()
        exports[name] = (own / XML).read_bytes()
    if len(exports) == 2:
        same = len(set(exports.values())) == 1
        _print("both", Step("the same rekordbox XML", 0.0, {"same": same}), as_json=asked.json)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.reports.loop", description=__doc__)
    parser.add_argument("--tracks", type=int, default=40, help="how many to render")
    parser.add_argument("--minutes", type=float, default=2.0, help="length of each")
    parser.add_argument("--decisions", type=int, default=DECISIONS)
    parser.add_argument("--real", action="store_true", help="the open real tracks as well")
    parser.add_argument("--folder", help="where everything goes; otherwise a temporary one")
    parser.add_argument("--doors", nargs="+", choices=["window", "commands"],
                        default=["window", "commands"])  # fmt: skip
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def _doors() -> dict[str, Callable[[Places], Door]]:
    from edmstudio.gui.run import application
    from tests.reports.loop.by_window import ByWindow

    application()
    place = Processes(1)
    return {"commands": ByCommands, "window": lambda places: ByWindow(places, place)}


def _print(door: str, step: Step, *, as_json: bool) -> None:
    if as_json:
        line = {"door": door, "step": step.name, "seconds": round(step.seconds, 3), **step.figures}
        print(json.dumps(line), flush=True)  # noqa: T201
        return
    figures = ", ".join(f"{name} {value}" for name, value in step.figures.items())
    took = f"{step.seconds:8.1f} s" if step.seconds else " " * 10
    print(f"{door:<9}{step.name:<28}{took}  {figures}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
