"""Films as editors keep them."""

from dataclasses import dataclass

from django.db.models import QuerySet

from alongside.core.actors import Actor
from alongside.pages.models import Film
from alongside.pages.policies import may_edit_site


@dataclass(frozen=True)
class StaffFilm:
    """A film on the editors' list. `where` is whose site it is on, or that it is here."""

    id: str
    title: str
    where: str
    minutes: int | None
    has_captions: bool
    is_shown: bool


def visible_films(actor: Actor) -> QuerySet[Film]:
    return Film.objects.all() if may_edit_site(actor) else Film.objects.none()


def staff_films(actor: Actor) -> list[StaffFilm]:
    """Every film. One query."""
    return [
        StaffFilm(
            id=film.pk,
            title=film.title,
            where=film.link_host if film.link else "This site",
            minutes=film.minutes,
            has_captions=bool(film.captions_id),
            is_shown=film.is_shown,
        )
        for film in visible_films(actor)
    ]


def get_film(actor: Actor, film: str) -> Film:
    return visible_films(actor).get(pk=film)


def files_of(actor: Actor, film: Film) -> dict[str, str]:
    """The names of the files it has, without reading the files: "film" and "captions"."""
    names = visible_films(actor).filter(pk=film.pk).values_list("file__name", "captions__name")[0]
    return {kind: name for kind, name in zip(("film", "captions"), names, strict=True) if name}
