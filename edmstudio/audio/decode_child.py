"""The other end of `decode_process`: decodes what it is told to into a file, until it is left.

Run as ``python -m edmstudio.audio.decode_child``; one JSON line in a track, JSON lines out while
it goes. It ends with the pipe to whoever started it.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from io import RawIOBase
from pathlib import Path
from typing import Any, TextIO

import numpy as np

from edmstudio.audio.decode import open_sound
from edmstudio.audio.limits import limit_memory, renew_cpu_lease
from edmstudio.audio.sound import Block, Sound
from edmstudio.domain.refused import Fault, Refused

REPORT = 10  # seconds of sound between two lines
MEMORY = 3 << 30  # bytes of address space; the libraries map 0.8 GiB before the first file


def main() -> None:
    """Serve until the pipe closes."""
    limit_memory(MEMORY)
    answers = sys.stdout
    sys.stdout = sys.stderr  # a library that prints does not break the protocol
    _say(answers, {"ready": True})
    for line in sys.stdin:
        order = json.loads(line)
        try:
            _serve(order, answers)
        except BrokenPipeError:  # whoever asked is gone and leaves the file to us
            Path(order["out"]).unlink(missing_ok=True)
            return


def _serve(order: dict[str, str], answers: TextIO) -> None:
    renew_cpu_lease()
    try:
        _say(answers, {"done": _decode(Path(order["path"]), Path(order["out"]), answers)})
    except Refused as refused:
        _say(answers, {"refused": refused.sentence, "fault": refused.fault})
    except MemoryError:
        sentence = f"“{Path(order['path']).name}” asks for more memory than sound needs."
        _say(answers, {"refused": sentence, "fault": Fault.DECODE})


def _decode(path: Path, out: Path, answers: TextIO) -> dict[str, Any]:
    with open_sound(path) as sound:
        frames = channels = 0
        for block in _written(sound, out, answers):
            frames, channels = frames + len(block), block.shape[1]
        shape = {"frames": frames, "channels": channels, "rate": sound.rate}
        return shape | {"timeline": asdict(sound.timeline)}


def _written(sound: Sound, out: Path, answers: TextIO) -> Iterator[Block]:
    """The blocks, once they are in the file; reports each ten seconds of sound."""
    reported = came = 0
    with out.open("wb", buffering=0) as file:
        for block in sound.blocks:
            try:
                _write(file, memoryview(np.ascontiguousarray(block, "<f4").data).cast("B"))
            except OSError as error:
                raise Refused(_full(out, error), Fault.MISSING) from error
            came += len(block)
            if came - reported >= REPORT * sound.rate:
                reported = came
                renew_cpu_lease()
                _say(answers, {"seconds": came / sound.rate})
            yield block


def _write(file: RawIOBase, rest: memoryview) -> None:
    """All of it: where room runs out, the system first takes what still fits."""
    while len(rest):
        rest = rest[file.write(rest) or 0 :]


def _full(out: Path, error: OSError) -> str:
    reason = error.strerror or str(error)
    return f"Decoded sound cannot be kept in “{out.parent}” ({reason}); free some space there."


def _say(answers: TextIO, record: dict[str, Any]) -> None:
    answers.write(json.dumps(record) + "\n")
    answers.flush()


if __name__ == "__main__":
    main()
