"""How large a picture is, read from the first bytes of a PNG, JPEG or WebP file."""

# JPEG markers that begin a frame and so say its size; C4, C8 and CC are something else.
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
ALONE = frozenset({0x01, *range(0xD0, 0xD9)})  # JPEG markers without a length


def size(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels; None when these are not the bytes of a whole header of such a picture."""
    for read in (_png, _jpeg, _webp):
        try:
            found = read(data)
        except IndexError:
            continue
        if found and all(found):
            return found
    return None


def _png(data: bytes) -> tuple[int, int] | None:
    """PNG (second edition) 11.2.2: the first chunk is IHDR, and begins with both sizes."""
    if data[:8] != b"\x89PNG\r\n\x1a\n" or data[12:16] != b"IHDR" or len(data) < 24:
        return None
    return _big(data[16:20]), _big(data[20:24])


def _jpeg(data: bytes) -> tuple[int, int] | None:
    """ITU-T T.81 annex B: segments, each with its length, until the one that begins the frame."""
    if data[:2] != b"\xff\xd8":
        return None
    at = 2
    while True:
        if data[at] != 0xFF:
            return None
        while data[at] == 0xFF:  # any number of them may fill
            at += 1
        marker, at = data[at], at + 1
        if marker in ALONE:
            continue
        if marker in FRAMES:
            height, width = _big(data[at + 3 : at + 5]), _big(data[at + 5 : at + 7])
            return (width, height) if len(data) >= at + 7 else None
        if (length := _big(data[at : at + 2])) < 2:
            return None
        at += length


def _webp(data: bytes) -> tuple[int, int] | None:
    """RFC 9649: the first chunk says which of three ways it is kept."""
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP" or len(data) < 30:
        return None
    kind = data[12:16]
    if kind == b"VP8X":
        return _little(data[24:27]) + 1, _little(data[27:30]) + 1
    if kind == b"VP8L" and data[20] == 0x2F:
        bits = _little(data[21:25])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 " and data[23:26] == b"\x9d\x01\x2a":
        return _little(data[26:28]) & 0x3FFF, _little(data[28:30]) & 0x3FFF
    return None


def _big(data: bytes) -> int:
    return int.from_bytes(data, "big")


def _little(data: bytes) -> int:
    return int.from_bytes(data, "little")
