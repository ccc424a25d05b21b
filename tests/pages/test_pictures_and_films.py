"""Pictures that say what they show, and films that are written down."""

import pytest
from django.db import IntegrityError

from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent
from alongside.pages import commands
from alongside.pages.models import Film, Picture
from alongside.pages.queries.pictures import address, get_picture, picture_row
from tests.pages.site_words import make_text, png, upload

FILM = {"slug": "what-we-do", "title": "What we do", "transcript": "Hello.", "link": "https://example.org/film"}
FILM["link_host"] = "Example"
CHANGE = {"title": "What we do", "transcript": "Hello.", "about": "", "link": "", "link_host": "", "minutes": None}
CHANGE["position"] = 0


def actions() -> list[str]:
    return list(AuditEvent.objects.order_by("id").values_list("action", flat=True))


def test_adding_a_picture_when_it_says_what_it_shows_keeps_its_size(world):
    picture = commands.add_picture(world.editor, upload=upload(png(30, 20)), alt="Two people on a bench")
    assert (picture.width, picture.height, picture.file.kind) == (30, 20, "image/png")
    row = picture_row(picture)
    assert row.code == f"![Two people on a bench]({address(picture)})"
    commands.change_picture(world.lead, picture, alt="Two [old] friends")
    assert "[Two (old) friends]" in picture_row(picture).code
    assert actions() == ["picture.added", "picture.changed"]


@pytest.mark.parametrize(
    ("data", "alt", "why"),
    [
        (png(), " ", "Say what"),
        (b"", "A bench", "empty"),
        (b"GIF89a" + b"\0" * 40, "A bench", "not a PNG"),
        (png()[:20], "A bench", "cannot read"),
        (png(5000, 1), "A bench", "5000 by 1"),
        (png() + b"\0" * 500_000, "A bench", "488 KB"),
    ],
)
def test_adding_a_picture_when_it_will_not_do_is_refused_in_words(world, data, alt, why):
    with pytest.raises(Refused, match=why):
        commands.add_picture(world.editor, upload=upload(data), alt=alt)
    assert not Picture.objects.exists()


def test_a_picture_when_it_is_on_a_page_or_in_a_draft_is_not_taken_away(world):
    picture = commands.add_picture(world.editor, upload=upload(png()), alt="A bench")
    page = make_text(world.editor, words=picture_row(picture).code)
    commands.publish_text(world.editor, page)
    commands.write_text(world.editor, page, title="For carers", words="Without it.")
    with pytest.raises(Refused, match="For carers"):
        commands.remove_picture(world.editor, picture)
    commands.publish_text(world.editor, page)
    commands.remove_picture(world.editor, picture)
    with pytest.raises(Refused, match="already"):
        commands.remove_picture(world.editor, picture)
    with pytest.raises(Picture.DoesNotExist):
        get_picture(world.editor, picture.pk)
    with pytest.raises(Refused, match="Say what"):
        commands.change_picture(world.editor, picture, alt="")
    assert actions()[-1] == "picture.removed"


def test_a_picture_when_it_says_nothing_is_refused_by_the_database_too(world):
    picture = commands.add_picture(world.editor, upload=upload(png()), alt="A bench")
    with unguarded(), pytest.raises(IntegrityError):
        Picture.objects.filter(pk=picture.pk).update(alt="")


def test_adding_a_film_when_it_is_a_link_says_whose_site_it_is(world):
    film = commands.add_film(world.editor, **FILM, minutes=4)
    commands.hide_film(world.editor, film)
    assert not film.is_shown
    commands.show_film(world.lead, film)
    assert film.is_shown
    assert actions() == ["film.added", "film.hidden", "film.shown"]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"transcript": " "}, "Write down everything"),
        ({"link": "http://example.org/"}, "https"),
        ({"link_host": ""}, "whose site"),
        ({"link": "", "link_host": ""}, "Give the film itself"),
        ({"upload": b"no film at all, and some more"}, "MP4"),
        ({"upload": b"\0\0\0\x18ftypmp42" + b"\0" * 30}, "captions"),
        ({"captions": b"1\n00:00 --> 00:01\nHello, hello, hello."}, "WebVTT"),
        ({"captions": b""}, "empty"),
    ],
)
def test_adding_a_film_when_something_is_missing_is_refused_in_words(world, said, why):
    said = {key: upload(value, "f") if isinstance(value, bytes) else value for key, value in said.items()}
    with pytest.raises(Refused, match=why):
        commands.add_film(world.editor, **{**FILM, **said})
    assert not Film.objects.exists()


def test_changing_a_film_when_no_file_is_given_keeps_the_one_it_has(world):
    film = commands.add_film(
        world.editor,
        **FILM,
        upload=upload(b"\0\0\0\x18ftypmp42" + b"\0" * 30, "walk.mp4"),
        captions=upload(b"WEBVTT\n\n00:00.000 --> 00:01.000\nHello", "walk.vtt"),
    )
    commands.change_film(world.editor, film, **CHANGE)
    film.refresh_from_db()
    assert (film.file.name, film.captions.name, film.link) == ("walk.mp4", "walk.vtt", "")
    with pytest.raises(Refused, match="already"):
        commands.add_film(world.editor, **FILM)


@pytest.mark.parametrize("role", ["peer_worker", "candidate", "nobody"])
def test_pictures_and_films_when_somebody_does_not_edit_are_left_alone(world, role):
    who = world.actor(role)
    picture = commands.add_picture(world.editor, upload=upload(png()), alt="A bench")
    film = commands.add_film(world.editor, **FILM)
    for command, subject, said in (
        (commands.change_picture, picture, {"alt": "x"}),
        (commands.remove_picture, picture, {}),
        (commands.change_film, film, CHANGE),
        (commands.hide_film, film, {}),
        (commands.show_film, film, {}),
    ):
        with pytest.raises(NotAllowed):
            command(who, subject, **said)
    with pytest.raises(NotAllowed):
        commands.add_picture(who, upload=upload(png()), alt="A bench")
    with pytest.raises(NotAllowed):
        commands.add_film(who, **{**FILM, "slug": "other"})
