"""Files that somebody gives us: known by their bytes, never by their names, small enough, and kept in the database."""

from collections.abc import Collection
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse

from alongside.core.commands import Act
from alongside.core.errors import Refused
from alongside.core.models import KeptFile

MB = 1024 * 1024
MOST = 10 * MB

# What each kind of file begins with: (where, the bytes). More than one line: any of them.
STARTS: dict[str, tuple[tuple[int, bytes], ...]] = {
    "application/pdf": ((0, b"%PDF-"),),
    "image/png": ((0, b"\x89PNG\r\n\x1a\n"),),
    "image/jpeg": ((0, b"\xff\xd8\xff"),),
    "image/webp": ((8, b"WEBP"),),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ((0, b"PK\x03\x04"),),
    "audio/mpeg": ((0, b"ID3"), (0, b"\xff\xfb"), (0, b"\xff\xf3"), (0, b"\xff\xf2")),
    "audio/mp4": ((4, b"ftypM4A"), (4, b"ftypmp42"), (4, b"ftypisom"), (4, b"ftyp3gp")),
    "audio/ogg": ((0, b"OggS"),),
    "audio/wav": ((8, b"WAVE"),),
    "audio/webm": ((0, b"\x1a\x45\xdf\xa3"),),
    "video/mp4": ((4, b"ftyp"),),
    "text/vtt": ((0, b"WEBVTT"), (3, b"WEBVTT")),
}
PICTURES = ("image/png", "image/jpeg", "image/webp")
WRITING = ("application/pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
SPOKEN = ("audio/mpeg", "audio/mp4", "audio/ogg", "audio/wav", "audio/webm")
PAPERS = (*WRITING, "image/png", "image/jpeg")
SAID = {
    WRITING: "a PDF or a Word document",
    SPOKEN: "a sound recording, like MP3, M4A or WAV",
    PICTURES: "a PNG, JPEG or WebP picture",
    PAPERS: "a PDF, a Word document or a photo",
}


def kind_of(start: bytes, kinds: Collection[str]) -> str | None:
    """Which of `kinds` a file is that begins with these bytes (32 are enough), or None."""
    for kind in kinds:
        if any(start[at : at + len(mark)] == mark for at, mark in STARTS[kind]):
            return kind
    return None


def check(upload: "UploadedFile[Any]", kinds: tuple[str, ...], most: int = MOST) -> str:
    """Its media type, or Refused in words for whoever sent it. Reads no more than its beginning."""
    size = upload.size or 0
    if size == 0:
        raise Refused("This file is empty. Choose it again.")
    if size > most:
        raise Refused(
            f"This file is {size / MB:.0f} MB. Choose one of {most // MB} MB or less, or ask us for another way."
        )
    upload.seek(0)
    kind = kind_of(upload.read(32), kinds)
    upload.seek(0)
    if kind is None:
        raise Refused(
            f"This file is not {SAID.get(kinds, 'of a kind we can open')}. Choose another, or ask us for help."
        )
    return kind


def keep(act: Act, upload: "UploadedFile[Any]", kinds: tuple[str, ...], most: int = MOST) -> KeptFile:
    """Keep it, inside a command. Raises Refused as `check` does."""
    kind = check(upload, kinds, most)
    name = (upload.name or "file").replace("\\", "/").rsplit("/", 1)[-1][-200:]
    data = upload.read()
    return KeptFile.objects.create(
        name=name, kind=kind, size=len(data), data=data, kept_at=act.at, kept_by=act.actor.name
    )


def answer(file: Any, *, inline: bool = False) -> HttpResponse:
    """Hand the file out as a download. `inline` only for pictures and sound that the site itself shows."""
    response = HttpResponse(bytes(file.data), content_type=file.kind)
    how = "inline" if inline else "attachment"
    safe = "".join(
        letter if letter.isascii() and (letter.isalnum() or letter in "._- ") else "_" for letter in file.name
    )
    response["Content-Disposition"] = f'{how}; filename="{safe}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
