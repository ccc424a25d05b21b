"""Pictures for the public pages: what there is, and which page shows one."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse

from alongside.core.actors import Actor
from alongside.pages.models import Picture, TextPage, TextVersion
from alongside.pages.policies import may_edit_site


@dataclass(frozen=True)
class PictureRow:
    """A picture to choose. `code` is what to write in a page's Markdown to show it."""

    id: str
    alt: str
    width: int
    height: int
    kilobytes: int
    url: str
    code: str
    added_at: datetime
    added_by: str


def visible_pictures(actor: Actor) -> QuerySet[Picture]:
    if not may_edit_site(actor):
        return Picture.objects.none()
    return Picture.objects.filter(removed_at=None).order_by("-added_at", "id")


def pictures(actor: Actor) -> QuerySet[Picture]:
    """The newest first, without their bytes. One query, and one to count."""
    return visible_pictures(actor).select_related("file").defer("file__data")


def picture_row(picture: Picture) -> PictureRow:
    return PictureRow(
        id=picture.pk,
        alt=picture.alt,
        width=picture.width,
        height=picture.height,
        kilobytes=max(1, picture.file.size // 1024),
        url=address(picture),
        code=f"![{picture.alt.replace('[', '(').replace(']', ')')}]({address(picture)})",
        added_at=picture.added_at,
        added_by=picture.added_by,
    )


def get_picture(actor: Actor, picture: str) -> Picture:
    return visible_pictures(actor).get(pk=picture)


def public_picture(picture: str) -> Picture:
    """For anybody: one that was not taken away. With its bytes."""
    return Picture.objects.select_related("file").get(pk=picture, removed_at=None)


def address(picture: Picture) -> str:
    return reverse("pages:picture", args=[picture.pk])


def pages_with(words: str) -> list[str]:
    """Titles of the pages whose newest version, or the one that visitors see, holds these words. Two queries."""
    titles = []
    for page in TextPage.objects.prefetch_related("versions"):
        newest: list[TextVersion] = list(page.versions.all())
        seen = next((version for version in newest if version.published_at), None)
        titles += [version.title for version in {newest[0], seen} - {None} if version and words in version.words]
    return titles
