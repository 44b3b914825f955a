"""rekordbox analysis files, made byte by byte."""

import struct

from edmstudio.interchange.rekordbox.anlz_sections import _MASK


def tag(name, header, body):
    head = struct.pack(">4sII", name, 12 + len(header), 12 + len(header) + len(body))
    return head + header + body


def anlz(*tags):
    body = b"".join(tags)
    return struct.pack(">4sII16x", b"PMAI", 28, 28 + len(body)) + body


def grid_tag(beats, bpm=128.0, start=0.1):
    rows = b"".join(
        struct.pack(">HHI", n % 4 + 1, round(bpm * 100), round((start + n * 60 / bpm) * 1000))
        for n in range(beats)
    )
    return tag(b"PQTZ", struct.pack(">III", 0, 0x80000, beats), rows)


def ends_tag(beats, bpm=128.0, start=0.1, *, last_bpm=None):
    """PQT2: the first and the last beat, then a code for each that nobody needs."""
    end = start + (beats - 1) * 60 / bpm
    head = struct.pack(
        ">III HHI HHI I III",
        *(0, 0x01000002, 0),
        *(1, round(bpm * 100), round(start * 1000)),
        *((beats - 1) % 4 + 1, round((last_bpm or bpm) * 100), round(end * 1000)),
        *(beats, 0, 0, 0),
    )
    return tag(b"PQT2", head, bytes(2 * beats))


def path_tag(path):
    text = path.encode("utf-16-be") + b"\0\0"
    return tag(b"PPTH", struct.pack(">I", len(text)), text)


def older_cue(pad, ms, end=None):
    kind, until = (1, 0xFFFFFFFF) if end is None else (2, end)
    times = struct.pack(">II16x", ms, until)
    middle = struct.pack(">IIIHHB3x", pad, 0, 0x10000, 0, 0, kind)
    return struct.pack(">4sII", b"PCPT", 28, 56) + middle + times


def newer_cue(pad, ms, end=None, *, name="", colour=b"\0\0\0\0"):
    kind, until = (1, 0xFFFFFFFF) if end is None else (2, end)
    text = name.encode("utf-16-be") + b"\0\0" if name else b""
    body = struct.pack(">IB3xIIB7xHHI", pad, kind, ms, until, 0, 0, 0, len(text)) + text + colour
    return struct.pack(">4sII", b"PCP2", 16, 12 + len(body)) + body


def cue_tag(name, hot, *entries):
    count = struct.pack(">IHHi", hot, 0, len(entries), -1) if name == b"PCOB" else None
    header = count or struct.pack(">IHH", hot, len(entries), 0)
    return tag(name, header, b"".join(entries))


def phrase_tag(mood, end, phrases, *, masked=False):
    entries = b"".join(
        struct.pack(">HHH15xBH", number, beat, kind, 0, 0) + b""
        for number, (beat, kind) in enumerate(phrases, start=1)
    )
    plain = struct.pack(">H6xHHBx", mood, end, 0, 0) + entries
    if masked:
        plain = bytes(b ^ (_MASK[i % 19] + len(phrases) & 0xFF) for i, b in enumerate(plain))
    header = struct.pack(">IH", 24, len(phrases)) + plain[:14]
    return tag(b"PSSI", header, plain[14:])
