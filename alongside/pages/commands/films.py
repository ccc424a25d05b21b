"""Films about the work: always written down too, with captions, and never loaded before the visitor asks."""

from urllib.parse import urlparse

from django.core.files.uploadedfile import UploadedFile

from alongside.core import files
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.pages.models import Film
from alongside.pages.policies import may_write_site

FILM = ("video/mp4",)
CAPTIONS = ("text/vtt",)


@command("film.added", "added a film to the public site", allow=may_write_site)
def add_film(
    act: Act,
    *,
    slug: str,
    title: str,
    transcript: str,
    about: str = "",
    link: str = "",
    link_host: str = "",
    minutes: int | None = None,
    position: int = 0,
    upload: UploadedFile | None = None,
    captions: UploadedFile | None = None,
) -> Film:
    """A link with the name of whose site it is, or a file with its captions; and everything it says written down."""
    if Film.objects.filter(slug=slug).exists():
        raise Refused("There is a film with this title already. Give this one another.")
    film = Film(slug=slug)
    _fill(act, film, title, transcript, about, link, link_host, minutes, position, upload, captions)
    film.save(force_insert=True)
    return film


@command("film.changed", "changed a film on the public site", allow=may_write_site)
def change_film(
    act: Act,
    film: Film,
    *,
    title: str,
    transcript: str,
    about: str,
    link: str,
    link_host: str,
    minutes: int | None,
    position: int,
    upload: UploadedFile | None = None,
    captions: UploadedFile | None = None,
) -> Film:
    """A file that is not given anew stays."""
    _fill(act, film, title, transcript, about, link, link_host, minutes, position, upload, captions)
    film.save()
    return film


@command("film.hidden", "took a film off the public site", allow=may_write_site)
def hide_film(act: Act, film: Film) -> Film:
    film.is_shown = False
    film.save()
    return film


@command("film.shown", "put a film back on the public site", allow=may_write_site)
def show_film(act: Act, film: Film) -> Film:
    film.is_shown = True
    film.save()
    return film


def _fill(
    act: Act,
    film: Film,
    title: str,
    transcript: str,
    about: str,
    link: str,
    link_host: str,
    minutes: int | None,
    position: int,
    upload: UploadedFile | None,
    captions: UploadedFile | None,
) -> None:
    if not transcript.strip():
        raise Refused("Write down everything that is said and shown, for people who cannot hear or see it.")
    if link and urlparse(link).scheme != "https":
        raise Refused("The link must begin with https://, so that nobody can read along.")
    if link and not link_host:
        raise Refused("Say whose site the link goes to, so that visitors know before they leave this one.")
    film.title, film.transcript, film.about, film.minutes = title, transcript, about, minutes
    film.link, film.link_host, film.position = link, link_host, position
    if upload and check_film(upload):
        film.file = files.keep(act, upload, FILM)
    if captions and check_captions(captions):
        film.captions = files.keep(act, captions, CAPTIONS)
    if not link and not film.file:
        raise Refused("Give the film itself, or a link to it.")
    if film.file and not film.captions:
        raise Refused("A film needs captions: a file that ends in .vtt. Whoever made the film can give it to you.")


def check_film(upload: UploadedFile) -> str:
    """Its media type, or Refused in words."""
    return _check(upload, FILM, "an MP4 film")


def check_captions(upload: UploadedFile) -> str:
    return _check(upload, CAPTIONS, "captions in WebVTT, a file that ends in .vtt")


def _check(upload: UploadedFile, kinds: tuple[str, ...], words: str) -> str:
    try:
        return files.check(upload, kinds)
    except Refused as refusal:
        if "of a kind we can open" in str(refusal):
            raise Refused(f"This file is not {words}. Choose another, or ask us for help.") from None
        raise
