"""Pictures for the public pages: small enough to be quick on a phone, never without words for what they show."""

from django.core.files.uploadedfile import UploadedFile

from alongside.core import files
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.formats import pictures
from alongside.pages.models import Picture
from alongside.pages.policies import may_edit_site
from alongside.pages.queries.pictures import address, pages_with

KB = 1024
MOST_BYTES = 400 * KB  # on a slow phone this is already two seconds
MOST_WIDE = 4000  # pixels


@command("picture.added", "added a picture for the public pages", allow=may_edit_site)
def add_picture(act: Act, *, upload: UploadedFile, alt: str) -> Picture:
    """Kept as it is: we cannot make it smaller, so one that is too large is sent back in words."""
    if not alt.strip():
        raise Refused("Say what the picture shows, for people who cannot see it.")
    width, height = measure(upload)
    kept = files.keep(act, upload, files.PICTURES)
    return Picture.objects.create(
        file=kept, alt=alt, width=width, height=height, added_at=act.at, added_by=act.actor.name
    )


@command("picture.changed", "changed what a picture says it shows", allow=may_edit_site)
def change_picture(act: Act, picture: Picture, *, alt: str) -> Picture:
    if not alt.strip():
        raise Refused("Say what the picture shows, for people who cannot see it.")
    picture.alt = alt
    picture.save()
    return picture


@command("picture.removed", "took a picture away", allow=may_edit_site)
def remove_picture(act: Act, picture: Picture) -> Picture:
    """It cannot be seen any more. Refused while a page shows it or a draft would."""
    if picture.removed_at:
        raise Refused("This picture was taken away already.")
    if where := pages_with(address(picture)):
        raise Refused(f"This picture is on “{where[0]}”. Take it out of that page first.")
    picture.removed_at = act.at
    picture.save()
    return picture


def measure(upload: UploadedFile) -> tuple[int, int]:
    """Width and height in pixels, or Refused in words for whoever chose the file."""
    files.check(upload, files.PICTURES)
    if (upload.size or 0) > MOST_BYTES:
        raise Refused(
            f"This picture is {(upload.size or 0) // KB} KB. Make it smaller first, to {MOST_BYTES // KB} KB or less: "
            "most phones and computers can, by saving it 1,200 wide."
        )
    found = pictures.size(upload.read())
    upload.seek(0)
    if not found:
        raise Refused("We cannot read how large this picture is. Save it again as PNG or JPEG, and choose it again.")
    if max(found) > MOST_WIDE:
        raise Refused(f"This picture is {found[0]} by {found[1]}. Save it no larger than {MOST_WIDE} either way.")
    return found
