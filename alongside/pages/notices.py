"""What those who keep the public site are told, never whose story it is, never its words; and a question about records
opened, never whose."""

from django.conf import settings
from django.urls import reverse

from alongside.accounts.models import User
from alongside.accounts.queries import holders
from alongside.accounts.roles import EDITOR, GOVERNANCE, LEAD
from alongside.core.commands import Act
from alongside.core.notices import write
from alongside.pages.models import OpeningAsked, Story, StoryConsent, TextPage


def tell_text_due(act: Act, page: TextPage, title: str) -> None:
    """To the page's owner: read it again."""
    said = f"The page “{title}” on the public site is due to be read again: is every word still right?\n\n"
    _tell_keepers(act, page.owner, "A public page is due to be read again", said + _link("pages:edit_text", page.pk))


def tell_story_due(act: Act, story: Story) -> None:
    """To the editors: read it again with whoever told it."""
    said = "A story on the public site is due to be read again with whoever told it.\n\n"
    _tell_keepers(act, None, "A story is due to be read again", said + _link("pages:staff_story", story.pk))


def tell_yes_ended(act: Act, story: Story) -> None:
    """To the editors: it is down by itself."""
    said = (
        "The time that somebody agreed to for their story has ended, so it is off the public site now. "
        "If they would like it back, write down their new yes.\n\n"
    )
    _tell_keepers(act, None, "A story is off the site", said + _link("pages:staff_story", story.pk))


def tell_story_taken_back(act: Act, consent: StoryConsent) -> None:
    """To the editors: it is off the site; what else was agreed to must be minded by hand."""
    said = (
        "Somebody took back their story. It is off the public site already. "
        "If it is anywhere else, in a leaflet or a talk, please take it out there too.\n\n"
    )
    _tell_keepers(act, None, "A story was taken back", said + _link("pages:staff_story", consent.story_id))


def tell_own_link(act: Act, consent: StoryConsent) -> None:
    """To whoever told it, when we reach them by email: their own link. Nothing of the story is in it."""
    if "@" not in consent.contact:
        return
    said = (
        "Thank you for sharing your story with us.\n\n"
        "If you change your mind, open this link and press one button. It is taken down at once, and nobody asks why. "
        "Keep this email: the link is yours alone.\n\n"
    )
    link = _link("pages:take_back_story", consent.token)
    write(act, to=consent.contact, subject="Your own link, to keep", text=said + link)


def tell_opening_asked(act: Act, question: OpeningAsked) -> None:
    """To whoever opened them. Not whose records, and not why we ask: their own page says it."""
    said = (
        "We ask about some of the times that a record is opened, to look after what people trust us with. "
        "Most have a plain answer, and nobody thinks that you did anything wrong.\n\n"
        "What was it for? It takes 20 seconds to say:\n"
    )
    text = said + _link("pages:openings_asked")
    write(act, to=question.asked.email, subject="What was this for? A kind question", text=text)


def remind_of_opening_asked(act: Act, question: OpeningAsked) -> None:
    """To whoever opened them, once more and never a third time. Not to an account that has closed since."""
    if not question.asked.is_active:
        return
    said = (
        "We asked you what you opened a record for, and perhaps it passed you by. "
        "Most have a plain answer, and “I do not remember” is one too. This is the only time that we remind you.\n\n"
        "A tap is enough:\n"
    )
    text = said + _link("pages:openings_asked")
    write(act, to=question.asked.email, subject="A kind question is still waiting for you", text=text)


def tell_opening_answered(act: Act, question: OpeningAsked) -> None:
    """To governance, once a day at most: there are answers to read. Not to somebody about their own."""
    said = "There are answers to read, from people who were asked what they opened a record for.\n\n"
    for user in holders(GOVERNANCE):
        if user.pk != question.asked_id:
            write(
                act,
                to=user.email,
                subject="Answers about records opened",
                text=said + _link("pages:opening_questions"),
                once=f"openings-answered:{act.at:%Y-%m-%d}:{user.pk}",
            )


def _tell_keepers(act: Act, owner: User | None, subject: str, text: str) -> None:
    """To its owner; with none who could still open it, to every editor; without editors to the leads."""
    keepers = holders(EDITOR, LEAD)
    told = [user for user in keepers if owner and user.pk == owner.pk] or holders(EDITOR) or keepers
    for user in told:
        write(act, to=user.email, subject=subject, text=text)


def _link(name: str, *args: object) -> str:
    return f"{settings.PUBLIC_ADDRESS}{reverse(name, args=args)}"
