"""Pictures and films for the public site, as its editors keep them; and a picture as visitors get it."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from alongside.core import files
from alongside.core.errors import NotAllowed
from alongside.pages import commands, forms
from alongside.pages.queries import films
from alongside.pages.queries import pictures as kept
from alongside.ui.pages import Request, do_now, form_page, page_of, public

FOR_GOOD = "public, max-age=31536000, immutable"  # a picture never changes: another one has another address


@public
def picture(request: Request, picture: str) -> HttpResponse:
    """The picture itself, for anybody, kept by browsers for a year."""
    response = files.answer(kept.public_picture(picture).file, inline=True)
    response["Cache-Control"] = FOR_GOOD
    return response


def pictures(request: Request) -> HttpResponse:
    """All pictures, each with the line to write where it should stand; and adding one."""
    found = page_of(request, kept.pictures(request.actor), 24)
    found.object_list = [kept.picture_row(row) for row in found.object_list]
    return form_page(
        request,
        "pages/editor/pictures.jinja",
        form=forms.AddPicture,
        do=commands.add_picture,
        then=reverse("pages:pictures"),
        done="Added. Copy its line into the page where it should stand.",
        page=found,
    )


def change_picture(request: Request, picture: str) -> HttpResponse:
    found = kept.get_picture(request.actor, picture)
    return form_page(
        request,
        "pages/editor/change_picture.jinja",
        form=forms.ChangePicture,
        do=commands.change_picture,
        to=found,
        then=reverse("pages:pictures"),
        done="Saved. Where a page has its own words for it, those stay.",
        initial={"alt": found.alt},
        row=kept.picture_row(found),
    )


def remove_picture(request: Request, picture: str) -> HttpResponse:
    found = kept.get_picture(request.actor, picture)
    return do_now(request, commands.remove_picture, found, then=reverse("pages:pictures"), done="Taken away.")


def staff_films(request: Request) -> HttpResponse:
    """Every film, in the site's order."""
    if not commands.change_film.allowed(request.actor):
        raise NotAllowed("films")
    return render(request, "pages/editor/staff_films.jinja", {"rows": films.staff_films(request.actor)})


def add_film(request: Request) -> HttpResponse:
    return form_page(
        request,
        "pages/editor/film.jinja",
        form=partial(forms.KeepFilm, new=True),
        do=commands.add_film,
        then=reverse("pages:staff_films"),
        done="Added. Visitors can see it.",
    )


def staff_film(request: Request, film: str) -> HttpResponse:
    """One film, to change."""
    found = films.get_film(request.actor, film)
    asked = ("title", "about", "link", "link_host", "transcript", "minutes", "position")
    return form_page(
        request,
        "pages/editor/film.jinja",
        form=partial(forms.KeepFilm, new=False),
        do=commands.change_film,
        to=found,
        then=reverse("pages:staff_films"),
        done="Saved.",
        initial={name: getattr(found, name) for name in asked},
        film=found,
        held=films.files_of(request.actor, found),
    )


def turn_film(request: Request, film: str) -> HttpResponse:
    """Off the site, or on it again."""
    found: Any = films.get_film(request.actor, film)
    if request.method == "POST":
        (commands.hide_film if found.is_shown else commands.show_film)(request.actor, found)
        messages.success(request, "The film is on the site." if found.is_shown else "The film is off the site.")
    return redirect(reverse("pages:staff_films"))
