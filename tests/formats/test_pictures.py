"""How large a picture is, read from its own bytes."""

import struct

import pytest

from alongside.formats.pictures import size
from tests.pages.site_words import png


def jpeg(*before: bytes, marker: int = 0xC2) -> bytes:
    """A beginning with these segments, then the frame of a picture 640 by 480."""
    frame = struct.pack(">BBHBHHB", 0xFF, marker, 11, 8, 480, 640, 1)
    return b"\xff\xd8" + b"".join(before) + frame + b"\x01\x11\x00"


def webp(kind: bytes, body: bytes) -> bytes:
    return b"RIFF" + struct.pack("<I", len(body) + 12) + b"WEBP" + kind + struct.pack("<I", len(body)) + body


JFIF = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
HUFFMAN = b"\xff\xc4\x00\x04\x00\x00"  # a marker in the row of frames that is none


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (png(30, 20), (30, 20)),
        (jpeg(), (640, 480)),
        (jpeg(JFIF, HUFFMAN, b"\xff\xff", b"\x01", marker=0xC0), (640, 480)),
        (webp(b"VP8X", b"\0\0\0\0" + (639).to_bytes(3, "little") + (479).to_bytes(3, "little")), (640, 480)),
        (webp(b"VP8L", b"\x2f" + (639 | 479 << 14).to_bytes(4, "little") + b"\0" * 8), (640, 480)),
        (webp(b"VP8 ", b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", 640, 480) + b"\0" * 4), (640, 480)),
    ],
)
def test_size_when_the_header_is_whole_is_read(data, expected):
    assert size(data) == expected


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a\x10\x00\x10\x00",
        png(0, 2),
        png()[:20],
        jpeg()[:9],
        b"\xff\xd8\xff\xe0\x00\x01",
        b"\xff\xd8\x00\x00",
        b"\xff\xd8" + JFIF,
        webp(b"ANIM", b"\0" * 20),
        webp(b"VP8X", b"\0" * 4),
    ],
)
def test_size_when_it_cannot_be_read_is_none(data):
    assert size(data) is None
