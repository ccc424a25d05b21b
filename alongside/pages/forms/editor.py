"""What editors are asked: a page's words, where it stands, pictures, films, stories and the yes for them."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.text import slugify

from alongside.core.errors import Refused
from alongside.pages.commands.films import check_captions, check_film
from alongside.pages.commands.pictures import measure
from alongside.pages.queries.stories import PLACES
from alongside.ui import fields

PARTS = {
    "about": "Peer support",
    "becoming": "Becoming a peer support worker",
    "others": "For others: carers, colleagues, partners",
    "site": "About this site",
}
WHOSE = {
    "person": "Someone who had peer support",
    "peer": "A peer support worker",
    "carer": "A carer or relative",
    "colleague": "A colleague",
}
DRAWINGS = {
    "walk": "Two people walking",
    "tea": "Tea together",
    "circle": "A group in a circle",
    "together": "Side by side",
    "steps": "Steps on a path",
}
MARKDOWN = (
    "An empty line begins a new paragraph. ## begins a heading, - an item of a list. **Two stars** make bold, and "
    "[words](address) a link."
)


def one_kind_of_line(words: str) -> str:
    """A browser sends two letters for the end of a line; kept as one, so that the same words are the same."""
    return words.replace("\r\n", "\n").strip()


class WriteText(forms.Form):
    title = fields.text("Title", max_length=120)
    lede = fields.long_text(
        "First sentence", rows=2, max_length=300, count=True, optional=True, hint="It stands large under the title."
    )
    words = fields.long_text("Words", rows=22, hint=MARKDOWN)
    based_on = fields.hidden()

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        said["lede"] = " ".join(said.get("lede", "").split())
        said["words"] = one_kind_of_line(said.get("words", ""))
        if not str(said.get("based_on", "")).isdigit():
            self.add_error(None, "Something is missing from this page. Open it again from the list.")
        else:
            said["based_on"] = int(said["based_on"])
        return said


class AddText(forms.Form):
    title = fields.text("Title", max_length=120, hint="The first words of its address are made from this.")
    part = fields.radios("Where does it belong?", PARTS)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        said["slug"] = _slug(self, said)
        return said


class ChangeText(forms.Form):
    part = fields.radios("Where does it belong?", PARTS)
    position = fields.number("Place among the others there", minimum=0, maximum=999, hint="1 comes first.")
    owner = fields.select("Who looks after it?", (), empty="Everyone who edits", optional=True)
    review_on = fields.date("When should it be read again?", called="The day to read it again")

    def __init__(self, *args: Any, people: dict[str, Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.people = people
        rows = [(key, user.name) for key, user in people.items()]
        self.fields["owner"].choices = [("", "Everyone who edits"), *rows]  # type: ignore[attr-defined]

    def clean_owner(self) -> Any:
        return self.people.get(self.cleaned_data["owner"] or "")


class ReadAgain(forms.Form):
    review_on = fields.date("When should it be read again?", called="The day to read it again", future=True)


class AddPicture(forms.Form):
    upload = fields.file(
        "Choose a picture",
        accept=".png,.jpg,.jpeg,.webp",
        hint="PNG, JPEG or WebP, up to 400 KB. Only pictures we may use, and of people who said yes.",
    )
    alt = fields.long_text(
        "What does it show?",
        rows=2,
        max_length=300,
        hint="For people who cannot see it. Like: Two people talking on a bench by the sea.",
        missing="Say what the picture shows",
    )

    def clean_upload(self) -> Any:
        return _as_asked(measure, self.cleaned_data["upload"])


class ChangePicture(forms.Form):
    alt = fields.long_text("What does it show?", rows=2, max_length=300, missing="Say what the picture shows")


class KeepFilm(forms.Form):
    """One film, new or again. `new`: its address is made from its title."""

    title = fields.text("Title", max_length=120)
    about = fields.long_text("What is it about?", rows=3, optional=True)
    link = fields.text(
        "Link to the film",
        max_length=500,
        optional=True,
        hint="Where it is shown on another site. Nothing of that site is loaded before a visitor chooses to go there.",
    )
    link_host = fields.text("Whose site is that?", max_length=80, optional=True, hint="Like: YouTube.")
    upload = fields.file("Or the film itself", accept=".mp4", optional=True, hint="An MP4 file, up to 10 MB.")
    captions = fields.file("Captions", accept=".vtt", optional=True, hint="A WebVTT file, ending in .vtt.")
    transcript = fields.long_text(
        "Everything that is said and shown",
        rows=12,
        hint=f"In writing, for people who cannot hear or see it. {MARKDOWN}",
        missing="Write down everything that is said and shown",
    )
    minutes = fields.number("How many minutes is it?", minimum=1, maximum=300, optional=True)
    position = fields.number("Place among the others", minimum=0, maximum=999, initial=0)

    def __init__(self, *args: Any, new: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.new = new

    def clean_upload(self) -> Any:
        return _as_asked(check_film, self.cleaned_data["upload"])

    def clean_captions(self) -> Any:
        return _as_asked(check_captions, self.cleaned_data["captions"])

    def clean_link(self) -> str:
        if link := str(self.cleaned_data["link"]):
            URLValidator(["https"], message="Enter a link that begins with https://")(link)
        return str(self.cleaned_data["link"])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        said["transcript"] = one_kind_of_line(said.get("transcript", ""))
        said["about"] = one_kind_of_line(said.get("about", ""))
        if self.new:
            said["slug"] = _slug(self, said)
        return said


class KeepStory(forms.Form):
    """One story, new or again. `new`: its address is made from its title."""

    title = fields.text("Title", max_length=120)
    shown_as = fields.text("The name it goes by", max_length=80, width=20, hint="As they chose. It need not be theirs.")
    whose = fields.radios("Whose story is it?", WHOSE, columns=2)
    quote = fields.long_text(
        "One sentence from it", rows=2, max_length=300, optional=True, hint="Other pages show this much."
    )
    words = fields.long_text("Their story, in their own words", rows=16, words=True, hint=MARKDOWN)
    picture = fields.select(
        "A drawing beside it", [(name, name.capitalize()) for name in DRAWINGS], empty="None", optional=True
    )
    position = fields.number("Place among the others", minimum=0, maximum=999, initial=0, hint="1 comes first.")

    def __init__(self, *args: Any, new: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.new = new

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        said["words"] = one_kind_of_line(said.get("words", ""))
        said["quote"] = " ".join(said.get("quote", "").split())
        said["picture"] = said.get("picture") or ""
        if self.new:
            said["slug"] = _slug(self, said)
        return said


class WriteYes(forms.Form):
    places = fields.checkboxes("Where are they happy to have it shown?", PLACES)
    said_on = fields.date("When did they say yes?", called="The day they said yes", past=True)
    said_how = fields.text("How did they say it?", max_length=120, hint="Like: signed, at a meeting; by email.")
    until = fields.date("Until when?", called="The day it ends", future=True, hint="Then it comes down by itself.")
    contact = fields.text(
        "How do we reach them about it?",
        max_length=160,
        optional=True,
        hint="With an email address, we send them their own link to take it back.",
    )


class TakeDown(forms.Form):
    because = fields.text("Why is it coming down?", max_length=200, hint="Seen by editors only.")


def in_a_year(day: date) -> date:
    return day.replace(year=day.year + 1) if (day.month, day.day) != (2, 29) else date(day.year + 1, 2, 28)


def _as_asked(check: Callable[[Any], object], upload: Any) -> Any:
    """The file, or what the command would say of it, beside the question."""
    try:
        if upload:
            check(upload)
    except Refused as refusal:
        raise forms.ValidationError(str(refusal)) from None
    return upload


def _slug(form: forms.Form, said: dict[str, Any]) -> str:
    made = slugify(said.get("title", ""))[:60].strip("-")
    if said.get("title") and not made:
        form.add_error("title", "Enter a title with some letters in it")
    return made
