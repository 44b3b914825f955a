"""Real tracks with a truth file beside them, as features on disk."""

import json
from pathlib import Path

from edmstudio.audio.decode_process import decode_safely
from edmstudio.domain.refused import Refused
from edmstudio.jobs.job import Watch
from edmstudio.learning import corpus

SILENT = {".json", ".md", ".txt"}


def make_real(watch: Watch, source: Path, folder: Path) -> list[str]:
    """Write what is missing; returns the names of files that could not be decoded."""
    folder.mkdir(parents=True, exist_ok=True)
    heard = sorted(path for path in source.iterdir() if path.suffix.lower() not in SILENT)
    pairs = [(path, path.with_suffix(".json")) for path in heard if path.is_file()]
    missing = [
        (path, truth)
        for path, truth in pairs
        if truth.exists() and not (folder / f"{path.stem}{corpus.SUFFIX}").exists()
    ]
    failed = []
    for done, (path, truth) in enumerate(missing):
        watch.step(done, len(missing), path.name)
        try:
            said = json.loads(truth.read_text(encoding="utf-8"))
            corpus.write(folder, path.stem, decode_safely(path), said)
        except Refused:
            failed.append(path.stem)
    return failed
