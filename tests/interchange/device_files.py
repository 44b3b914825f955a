"""Databases as rekordbox writes them onto USB sticks, made byte by byte."""

import struct

from edmstudio.interchange.rekordbox.device_sql import Table

LENGTH = 4096


def short_text(text):
    """ASCII of at most 126 letters."""
    return bytes(((len(text) + 1) << 1 | 1,)) + text.encode("ascii")


def long_text(text):
    return struct.pack("<BHx", 0x40, len(text) + 4) + text.encode("ascii")


def wide_text(text):
    data = text.encode("utf-16-le")
    return struct.pack("<BHx", 0x90, len(data) + 4) + data


def device_text(text):
    """In the form that rekordbox would take."""
    if not text.isascii():
        return wide_text(text)
    return short_text(text) if len(text) < 126 else long_text(text)


def track_row(number, path, *, title="", analysis="", artist=0, key=0, genre=0, seconds=200):
    numbers = struct.pack(
        "<HHIIIIIHHIIIIIIIIIIIIHHHHHHBBHH",
        *(0x24, 0, 0xC0700, 44100, 0, 5_000_000, 0, 0, 0, 0, key, 0, 0, 0, 320, 0, 12800, genre),
        *(0, artist, number, 0, 0, 2026, 16, seconds, 41, 0, 4, 1, 3),
    )
    strings = {14: analysis, 17: title, 19: path.rsplit("/", 1)[-1], 20: path}
    places, held = [], b""
    for index in range(21):
        places.append(len(numbers) + 42 + len(held))
        held += device_text(strings.get(index, ""))
    return numbers + struct.pack("<21H", *places) + held


def artist_row(number, name, *, far=False):
    if far:
        return struct.pack("<HHIBBH", 0x64, 0, number, 3, 12, 14) + b"\0\0" + device_text(name)
    return struct.pack("<HHIBB", 0x60, 0, number, 3, 10) + device_text(name)


def genre_row(number, name):
    return struct.pack("<I", number) + device_text(name)


def key_row(number, name):
    return struct.pack("<II", number, number) + device_text(name)


def playlist_row(number, name, *, parent=0, place=0, folder=False):
    return struct.pack("<IIIII", parent, 0, place, number, folder) + device_text(name)


def entry_row(playlist, track, place):
    return struct.pack("<III", place, track, playlist)


def data_page(number, table, follower, rows, absent=()):
    """Rows whose index is in `absent` were deleted: they stay, their presence bit does not."""
    heap, offsets = b"", []
    for row in rows:
        offsets.append(len(heap))
        heap += row + bytes(-len(row) % 4)
    index = b""
    for start in range(0, len(rows), 16):
        group = offsets[start : start + 16]
        bits = sum(1 << n for n in range(len(group)) if start + n not in absent)
        places = struct.pack(f"<{len(group)}H", *reversed(group)).rjust(32, b"\0")
        index = places + struct.pack("<HH", bits, bits) + index
    counted = len(rows) | 0x24 << 24
    head = struct.pack("<IIIIIII12x", 0, number, table, follower, 1, 0, counted)
    return head + heap + bytes(LENGTH - len(head) - len(heap) - len(index)) + index


def index_page(number, table, follower):
    head = struct.pack("<IIIIIII12x", 0, number, table, follower, 1, 0, 0x64 << 24)
    return head.ljust(LENGTH, b"\0")


def device(tables, *, absent=None):
    """`tables` has the rows of each table, as many pages as they need."""
    pages, pointers = [], b""
    for table in range(20):
        rows = tables.get(table, [])
        chunks = [rows[start : start + 12] for start in range(0, len(rows), 12)]
        first = len(pages) + 1
        numbers = range(first, first + len(chunks) + 1)
        pages.append(index_page(first, table, first + 1))
        for number, chunk in zip(numbers[1:], chunks, strict=True):
            gone = (absent or {}).get(table, ()) if number == first + 1 else ()
            pages.append(data_page(number, table, number + 1, chunk, gone))
        pointers += struct.pack("<IIII", table, 0, first, numbers[-1])
    head = struct.pack("<IIIIIII", 0, LENGTH, 20, len(pages) + 1, 1, 1, 0) + pointers
    return head.ljust(LENGTH, b"\0") + b"".join(pages)


def stick(folder, tables, analyses, *, name="PIONEER", absent=None):
    """A whole stick; `analyses` has the bytes of files by their path on it."""
    target = folder / name / "rekordbox" / "export.pdb"
    target.parent.mkdir(parents=True)
    target.write_bytes(device(tables, absent=absent))
    for place, data in analyses.items():
        file = folder / place.lstrip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return folder


SMALL = {
    Table.TRACKS: [
        track_row(
            7,
            "/Contents/Ä/Ünï – code.mp3",
            title="Ünï – code",
            analysis="/PIONEER/USBANLZ/P001/00000001/ANLZ0000.DAT",
            artist=1,
            key=1,
            genre=1,
        ),
        track_row(8, "/Contents/B/plain.wav", title="Plain", artist=2),
    ],
    Table.GENRES: [genre_row(1, "House")],
    Table.ARTISTS: [artist_row(1, "Ä"), artist_row(2, "B" * 200, far=True)],
    Table.KEYS: [key_row(1, "8A")],
    Table.PLAYLISTS: [
        playlist_row(1, "Sets", place=1, folder=True),
        playlist_row(2, "Later", parent=1, place=2),
        playlist_row(3, "Warm up", parent=1, place=1),
        playlist_row(4, "Sets", place=0),
    ],
    Table.ENTRIES: [entry_row(3, 8, 2), entry_row(3, 7, 1), entry_row(3, 7, 3), entry_row(4, 8, 1)],
}
