"""Set-up for tests of the public site's words: pictures as bytes, a story, its yes."""

import struct
import zlib
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from alongside.core import clock
from alongside.pages import commands
from alongside.pages.models import Story, StoryConsent, TextPage

STORY = {
    "slug": "a-walk",
    "title": "A walk on a Tuesday",
    "shown_as": "Joy",
    "whose": "person",
    "quote": "He waited until I was ready.",
    "words": "We walked to the sea.",
}


def png(width: int = 3, height: int = 2) -> bytes:
    """A real picture, all of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    lines = b"".join(b"\x00" + b"\x00\x5e\xb8" * width for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b"")


def upload(data: bytes, name: str = "bench.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def make_story(actor, **said) -> Story:
    return commands.add_story(actor, **{**STORY, **said})


def say_yes(actor, story: Story, *, days: int = 400, **said) -> StoryConsent:
    return commands.write_consent(
        actor,
        story,
        **{
            "places": ["website"],
            "said_on": clock.today(),
            "said_how": "signed, at a meeting",
            "until": clock.today() + timedelta(days=days),
            **said,
        },
    )


def make_shown_story(actor, **said) -> tuple[Story, StoryConsent]:
    story = make_story(actor, **said)
    consent = say_yes(actor, story)
    commands.show_story(actor, story)
    return story, consent


def make_text(actor, slug: str = "carers", **said) -> TextPage:
    said = {"part": "others", "title": "For carers", "words": "You matter too.", **said}
    return commands.add_text_page(actor, slug=slug, **said)
