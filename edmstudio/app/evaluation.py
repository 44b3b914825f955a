"""How well analysers did on a folder of tracks: their scores, means and intervals, as values."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from edmstudio.app.scoring import Scores
from edmstudio.domain.refused import Refused
from edmstudio.metrics.intervals import mean_interval, paired


@dataclass(frozen=True, slots=True)
class Scored:
    """One file's scores; `constant` where its truth has one tempo throughout."""

    path: str
    seconds: float
    constant: bool
    scores: Scores

    def record(self) -> dict[str, Any]:
        """As the command line prints it."""
        return {"path": self.path, "duration": round(self.seconds, 3), **self.scores}


@dataclass(frozen=True, slots=True)
class Report:
    """One analyser over a whole folder.

    Attributes
    ----------
    analyser : str
    tracks : tuple of Scored
        In order of path.
    failed : tuple of (path, Refused)
    realtime_factor : float
        Seconds of audio for each second of the whole run, decoding included.
    """

    analyser: str
    tracks: tuple[Scored, ...]
    failed: tuple[tuple[str, Refused], ...]
    realtime_factor: float

    def values(self, name: str, tracks: Iterable[Scored] | None = None) -> dict[str, float]:
        """One field of every track that has it, by path."""
        held = self.tracks if tracks is None else tracks
        found = {track.path: track.scores.get(name) for track in held}
        return {path: float(value) for path, value in found.items() if value is not None}

    def mean(self, tracks: Sequence[Scored] | None = None) -> dict[str, float]:
        """Mean of every field over the tracks that have it; `grid_ms` is the median."""
        held = self.tracks if tracks is None else tracks
        names = dict.fromkeys(name for track in held for name in track.scores)
        means = {}
        for name in names:
            values = list(self.values(name, held).values())
            middle = np.median(values) if name == "grid_ms" else np.mean(values)
            means[name] = round(float(middle), 4)
        return means

    def constant(self) -> dict[str, float]:
        """The same over the tracks of one tempo."""
        return self.mean([track for track in self.tracks if track.constant])

    def intervals(self) -> dict[str, list[float]]:
        """95 % bootstrap interval of every mean."""
        found = {}
        for name in self.mean():
            interval = mean_interval(list(self.values(name).values()))
            found[name] = [round(interval.low, 4), round(interval.high, 4)]
        return found

    def record(self) -> dict[str, Any]:
        """As the command line prints it: `tracks`, `mean`, `realtime_factor` and more."""
        return {
            "analyser": self.analyser,
            "tracks": [track.record() for track in self.tracks],
            "failed": [
                {"path": path, "error": {"kind": refused.fault.value, "message": str(refused)}}
                for path, refused in self.failed
            ],
            "mean": self.mean(),
            "mean_constant_tempo": self.constant(),
            "interval": self.intervals(),
            "realtime_factor": round(self.realtime_factor, 1),
        }


@dataclass(frozen=True, slots=True)
class Evaluation:
    """An analyser, and its peers on the same files in the same run."""

    report: Report
    peers: tuple[Report, ...] = field(default=())

    def record(self) -> dict[str, Any]:
        """The report, with `against` by name of the peer where there is one."""
        held = self.report.record()
        if self.peers:
            held["against"] = {
                peer.analyser: {**peer.record(), "better": better(self.report, peer)}
                for peer in self.peers
            }
        return held


def better(ours: Report, theirs: Report) -> dict[str, float]:
    """For each field, the share of bootstrap draws over tracks in which ours is higher."""
    shares = {}
    for name in ours.mean():
        left, right = ours.values(name), theirs.values(name)
        both = sorted(left.keys() & right.keys())
        if both:
            pairs = paired([left[path] for path in both], [right[path] for path in both])
            shares[name] = round(pairs.better, 4)
    return shares
