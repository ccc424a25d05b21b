"""What those who keep the public site are told. Never whose story it is, never its words."""

from django.conf import settings
from django.urls import reverse

from alongside.accounts.models import User
from alongside.accounts.queries import holders
from alongside.accounts.roles import EDITOR, LEAD
from alongside.core.commands import Act
from alongside.core.notices import write
from alongside.pages.models import TextPage


def tell_text_due(act: Act, page: TextPage, title: str) -> None:
    """To the page's owner: read it again."""
    said = f"The page “{title}” on the public site is due to be read again: is every word still right?\n\n"
    _tell_keepers(act, page.owner, "A public page is due to be read again", said + _link("pages:edit_text", page.pk))


def _tell_keepers(act: Act, owner: User | None, subject: str, text: str) -> None:
    """To its owner; with none who could still open it, to every editor; without editors to the leads."""
    keepers = holders(EDITOR, LEAD)
    told = [user for user in keepers if owner and user.pk == owner.pk] or holders(EDITOR) or keepers
    for user in told:
        write(act, to=user.email, subject=subject, text=text)


def _link(name: str, *args: object) -> str:
    return f"{settings.PUBLIC_ADDRESS}{reverse(name, args=args)}"
