"""Reads MPEG audio headers and the Xing/Info/LAME block in an MP3's first frame.

Source: the LAME tag's description (gabriel.mp3-tech.org/mp3infotag.html); the CRC is CRC-16/ARC
over all bytes of the frame before it.
"""

from dataclasses import dataclass

_BITRATES_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_BITRATES_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}


@dataclass(frozen=True, slots=True)
class FrameHeader:
    """One layer III frame: its bytes, frames of sound and layout."""

    version: int
    rate: int
    mono: bool
    length: int

    @property
    def samples(self) -> int:
        """Sound in the frame: 1152 for MPEG 1, otherwise 576."""
        return 1152 if self.version == 3 else 576

    @property
    def side_info(self) -> int:
        """Bytes between the header and the main data."""
        wide, narrow = (32, 17) if self.version == 3 else (17, 9)
        return narrow if self.mono else wide


def frame_header(data: bytes, at: int) -> FrameHeader | None:
    """The layer III header at `at`; None where there is none (free format counts as none)."""
    four = data[at : at + 4]
    if len(four) < 4 or four[0] != 0xFF or four[1] & 0xE6 != 0xE2:
        return None
    version, bitrate, rate = four[1] >> 3 & 3, four[2] >> 4, four[2] >> 2 & 3
    if version == 1 or bitrate in (0, 15) or rate == 3:
        return None
    hertz = _RATES[version][rate]
    kilobits = (_BITRATES_1 if version == 3 else _BITRATES_2)[bitrate]
    length = (144000 if version == 3 else 72000) * kilobits // hertz + (four[2] >> 1 & 1)
    return FrameHeader(version, hertz, four[3] >> 6 == 3, length)


def first_chain(data: bytes, start: int, links: int = 5) -> int | None:
    """Where frames begin that follow each other `links` times (or to the end); None if nowhere."""
    at = data.find(b"\xff", start)
    while at >= 0:
        if _chains(data, at, links):
            return at
        at = data.find(b"\xff", at + 1)
    return None


def _chains(data: bytes, at: int, links: int) -> bool:
    first = frame_header(data, at)
    header = first
    for _ in range(links):
        if first is None or header is None:
            return False
        if (header.version, header.rate) != (first.version, first.rate):
            return False
        at += header.length
        if at >= len(data):
            return True
        header = frame_header(data, at)
    return True


@dataclass(frozen=True, slots=True)
class InfoBlock:
    """What the first frame says of the stream when it holds no sound.

    Attributes
    ----------
    frames : int or None
        Frames that follow.
    encoder : str
        "LAME3.100", "Lavc61.19"; "" where the extension is missing.
    delay, padding : int or None
        Samples the encoder put before and behind the sound; None without the extension.
    crc_ok : bool
        Whether the extension's checksum holds.
    """

    frames: int | None = None
    encoder: str = ""
    delay: int | None = None
    padding: int | None = None
    crc_ok: bool = False


def info_block(frame: bytes, header: FrameHeader) -> InfoBlock | None:
    """The Xing, Info or VBRI block of a frame; None where the frame is sound."""
    if frame[36:40] == b"VBRI":
        return InfoBlock()
    for at in (4 + header.side_info, 6 + header.side_info):  # two bytes later with a frame CRC
        if frame[at : at + 4] in (b"Xing", b"Info"):
            return _xing(frame, at)
    return None


def _xing(frame: bytes, at: int) -> InfoBlock:
    flags = int.from_bytes(frame[at + 4 : at + 8], "big")
    frames = int.from_bytes(frame[at + 8 : at + 12], "big") if flags & 1 else None
    tag = at + 8 + 4 * (flags & 1) + 4 * (flags >> 1 & 1) + 100 * (flags >> 2 & 1)
    return _lame(frame, tag + 4 * (flags >> 3 & 1), frames)


def _lame(frame: bytes, tag: int, frames: int | None) -> InfoBlock:
    """The 36 bytes that LAME added; other encoders write their name into them too."""
    block = frame[tag : tag + 36]
    encoder = block[:9].split(b"\0")[0]
    if len(block) < 36 or len(encoder) < 4 or not all(32 <= byte < 127 for byte in encoder):
        return InfoBlock(frames)
    return InfoBlock(
        frames=frames,
        encoder=encoder.decode("ascii").strip(),
        delay=block[21] << 4 | block[22] >> 4,
        padding=(block[22] & 15) << 8 | block[23],
        crc_ok=crc16(frame[: tag + 34]) == int.from_bytes(block[34:], "big"),
    )


def crc16(data: bytes) -> int:
    """CRC-16/ARC."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0xA001 if crc & 1 else 0)
    return crc
