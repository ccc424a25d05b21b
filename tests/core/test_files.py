"""Files people give us: known by their bytes, small enough, and handed out as downloads."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from alongside.core import files
from alongside.core.errors import Refused
from alongside.core.guard import unguarded


@pytest.mark.parametrize(
    ("start", "kinds", "found"),
    [
        (b"%PDF-1.7 ...", files.PAPERS, "application/pdf"),
        (b"\x89PNG\r\n\x1a\n....", files.PICTURES, "image/png"),
        (b"\xff\xd8\xff\xe0", files.PAPERS, "image/jpeg"),
        (b"RIFF....WEBPVP8 ", files.PICTURES, "image/webp"),
        (b"RIFF....WAVEfmt ", files.SPOKEN, "audio/wav"),
        (b"\x00\x00\x00\x20ftypM4A ", files.SPOKEN, "audio/mp4"),
        (b"ID3\x04", files.SPOKEN, "audio/mpeg"),
        (b"OggS", files.SPOKEN, "audio/ogg"),
        (b"%PDF-1.7", files.PICTURES, None),
        (b"MZ\x90\x00", files.PAPERS, None),
        (b"<html><script>", files.PAPERS, None),
    ],
)
def test_kind_when_looked_at_is_what_the_bytes_say(start, kinds, found):
    assert files.kind_of(start, kinds) == found


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b"MZ\x90\x00", "not a PDF, a Word document or a photo"),
        (b"%PDF-" + b"x" * files.MOST, "10 MB. Choose one of 10 MB or less"),
    ],
)
def test_file_when_it_cannot_be_taken_says_why(data, why):
    with pytest.raises(Refused, match=why):
        files.check(SimpleUploadedFile("certificate.pdf", data), files.PAPERS)


def test_file_when_kept_is_named_without_its_folder_and_handed_out_as_a_download(world):
    class Anyone:
        at = "2026-11-22T10:00:00Z"
        actor = world.candidate

    with unguarded():
        kept = files.keep(Anyone, SimpleUploadedFile('C:\\home\\my "cert"é.pdf', b"%PDF-1.7"), files.PAPERS)
    assert (kept.name, kept.kind, kept.size) == ('my "cert"é.pdf', "application/pdf", 8)
    answer = files.answer(kept)
    assert answer.content == b"%PDF-1.7"
    assert answer["Content-Disposition"] == 'attachment; filename="my _cert__.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert files.answer(kept, inline=True)["Content-Disposition"].startswith("inline")
