"""Columns and libraries of Engine DJ, made byte by byte."""

import sqlite3
import struct
import zlib
from contextlib import closing

RATE = 44100.0


def packed(data):
    return struct.pack(">I", len(data)) + zlib.compress(data)


def _markers(markers):
    rows = b""
    for number, (samples, beat) in enumerate(markers):
        following = markers[number + 1][1] - beat if number + 1 < len(markers) else 0
        rows += struct.pack("<dqii", samples, beat, following, 0)
    return struct.pack(">q", len(markers)) + rows


def beat_data(markers, *, analysed=(), rate=RATE, tail=b""):
    head = struct.pack(">ddB", rate, rate * 300, bool(markers))
    return packed(head + _markers(analysed or markers) + _markers(markers) + tail)


def constant_grid(bpm, first, *, rate=RATE, beats=640):
    """As Engine normalises it: from four beats before the first bar to behind the last."""
    at = [(first + beat * 60 / bpm) * rate for beat in (-4, beats)]
    return [(at[0], -4), (at[1], beats)]


def _colour(colour):
    return bytes.fromhex("FF" + colour.removeprefix("#")) if colour else bytes(4)


def _label(text):
    data = text.encode()
    return bytes((len(data),)) + data


def quick_cues(cues, *, main=-1.0, adjusted=True):
    """`cues` are (label, seconds, colour), None for a pad that is empty; always eight pads."""
    body = struct.pack(">q", 8)
    for cue in [*cues, *[None] * (8 - len(cues))]:
        label, seconds, colour = cue or ("", -1.0, "")
        samples = seconds * RATE if cue else -1.0
        body += _label(label) + struct.pack(">d", samples) + _colour(colour)
    at = main * RATE if main >= 0 else -1.0
    return packed(body + struct.pack(">dBd", at, adjusted, at))


def loops(held):
    body = struct.pack("<q", 8)
    for loop in [*held, *[None] * (8 - len(held))]:
        if loop is None:
            body += b"\0" + struct.pack("<dd", -1.0, -1.0) + bytes(6)
        else:
            label, start, end, colour = loop
            times = struct.pack("<ddBB", start * RATE, end * RATE, 1, 1)
            body += _label(label) + times + _colour(colour)
    return body


def track_data(rate=RATE):
    return packed(struct.pack(">dqiddd", rate, 13_230_000, 0, 0.5, 0.5, 0.5))


def engine_library(folder, schema, tracks, *, lists=(), entries=()):
    """A library made with the real program's schema.

    `tracks` are dictionaries of columns, `lists` (id, title, parent, next), `entries` (id, list,
    track, next).
    """
    place = folder / "Engine Library" / "Database2"
    place.mkdir(parents=True)
    with closing(sqlite3.connect(place / "m.db")) as db:
        db.executescript(schema)
        in_tracks = {row[1] for row in db.execute("pragma table_info(Track)")}
        for track in tracks:
            mine = {name: value for name, value in track.items() if name in in_tracks}
            names, marks = ", ".join(mine), ", ".join("?" * len(mine))
            db.execute(f"insert into Track ({names}) values ({marks})", tuple(mine.values()))
            for name in track.keys() - in_tracks:
                update = f"update PerformanceData set {name} = ? where trackId = ?"
                db.execute(update, (track[name], track["id"]))
        (uuid,) = db.execute("select uuid from Information").fetchone()
        for number, title, parent, following in lists:
            db.execute(
                "insert into Playlist (id, title, parentListId, isPersisted, nextListId)"
                " values (?, ?, ?, 1, ?)",
                (number, title, parent, following),
            )
        for number, held_in, track, following in entries:
            db.execute(
                "insert into PlaylistEntity values (?, ?, ?, ?, ?, 0)",
                (number, held_in, track, uuid, following),
            )
        db.commit()
    return place / "m.db"
