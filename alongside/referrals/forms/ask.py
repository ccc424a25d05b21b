"""The public questions, one a page, worded for whoever asks: "you" for oneself, "they" for somebody else."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from alongside.core.nhs import codes
from alongside.referrals.forms.answers import SOURCES, Asker, NeedsAsked, OtherNumber, Reach, need_choices
from alongside.referrals.models import Person, Referral
from alongside.solvers.fit import DAYS, TIMES
from alongside.ui import fields

SELF, CARER, SOMEONE, WORK = "me", "carer", "someone", "work"
WHO = (
    (SELF, "Me"),
    (CARER, "Me, because I care for someone", "Support from somebody who has been a carer too"),
    (SOMEONE, "Someone I care for, a relative or a friend", "They need to have said yes to this"),
    (WORK, "Someone I work with", "For a GP practice, a charity, a care team and others"),
)
NOT_ASKED = "not_asked"
AGREED = (
    (Referral.Consent.YES.value, "Yes, they would like peer support"),
    (Referral.Consent.HEAR_MORE.value, "They would like to hear more first", "We have a chat, with no strings"),
    (NOT_ASKED, "I have not asked them yet", "We will tell you what you could say"),
)


def asked(section: str, *, lede: str = "", heading: str = "", kind: Any = forms.Form, **questions: Any) -> Any:
    """A form class for one page. `heading` names the question that is the page's title, when there is only one."""
    about = {"section": section, "lede": lede, "heading_field": heading}
    return type("Asked", (kind,), {**about, **questions})


def who() -> Any:
    return asked(
        "", heading="who", who=fields.radios("Who would like peer support?", WHO, missing="Select who it is for")
    )


def agreed() -> Any:
    question = fields.radios(
        "Have they said yes?",
        AGREED,
        missing="Select what they have said",
        hint="We only get in touch with people who want us to.",
    )
    return asked("", heading="told_consent", told_consent=question)


def never() -> Any:
    """A page that stops: it has nothing to answer, so it is never answered."""
    return asked("", answer=fields.hidden())


def asker(work: bool) -> Any:
    role = "What is your job?" if work else "Who are you to them?"
    hint = "Like: GP, housing worker" if work else "Like: their sister, their friend"
    return asked(
        "About you",
        kind=Asker,
        asker_name=fields.text("Your name", autocomplete="name", max_length=120, missing="Enter your name"),
        asker_role=fields.text(role, hint=hint, max_length=120, missing="Enter who you are to them"),
        asker_email=fields.email("Your email address", optional=True, hint="To tell you what became of this"),
        asker_phone=fields.phone("Your phone number", optional=True),
    )


def source(teams: Sequence[tuple[str, str]]) -> Any:
    plain = dict(codes.SOURCE_OF_REFERRAL.choices())
    where = [(code, plain[code]) for code in SOURCES if code in plain]
    return asked(
        "About you",
        kind=OtherNumber,
        source=fields.radios("Where do you work?", where, missing="Select where you work"),
        host_team=fields.select("If you work in one of this trust’s teams, which?", teams, empty="None", optional=True),
        host_referral_id=fields.text(
            "Your team’s own number for this referral", optional=True, width=20, max_length=20, spellcheck="false"
        ),
        identifier=fields.text("Another number they are known by", optional=True, width=20, max_length=40),
        identifier_issuer=fields.text(
            "Who gave them that number?", optional=True, max_length=80, hint="Like: the housing association"
        ),
    )


def name(mine: bool) -> Any:
    you, your = ("you", "your") if mine else ("they", "their")
    return asked(
        f"About {'you' if mine else 'them'}",
        first_name=fields.text(
            "First name",
            max_length=80,
            missing=f"Enter {your} first name",
            autocomplete="given-name" if mine else "off",
        ),
        last_name=fields.text(
            "Last name",
            max_length=80,
            missing=f"Enter {your} last name",
            autocomplete="family-name" if mine else "off",
        ),
        known_as=fields.text(
            f"What do {you} like to be called?", optional=True, max_length=80, hint="If it is a different name"
        ),
    )


def birth(mine: bool) -> Any:
    fill: dict[str, Any] = {"autocomplete": "bday"} if mine else {}
    return asked(
        f"About {'you' if mine else 'them'}",
        lede="You can leave either of these empty. They help us not to mix people up.",
        birth_date=fields.date("Date of birth", past=True, optional=True, **fill),
        nhs_number=fields.nhs_number(optional=True, hint="10 digits, if you know it. Like 999 123 4567"),
    )


def area(mine: bool) -> Any:
    label = "Which town or area do you live in?" if mine else "Which town or area do they live in?"
    hint = "No address is needed. It helps us find someone near by."
    return asked(
        f"About {'you' if mine else 'them'}",
        heading="area",
        area=fields.text(label, optional=True, max_length=80, hint=hint),
    )


def reach(mine: bool) -> Any:
    you, your = ("you", "your") if mine else ("they", "their")
    ways = [way for way in Person.ContactBy.choices if not (mine and way[0] == Person.ContactBy.SOMEONE)]
    label = f"How {'would you' if mine else 'would they'} like us to get in touch?"
    return asked(
        f"Getting in touch with {'you' if mine else 'them'}",
        kind=Reach,
        contact_by=fields.radios(label, ways, columns=2, missing=f"Select how {you} would like us to get in touch"),
        phone=fields.phone("Phone number", optional=True),
        email=fields.email("Email address", optional=True),
        address=fields.long_text(
            "Address",
            rows=3,
            optional=True,
            max_length=250,
            hint=f"Only if {you} would like letters sent to {your} home",
        ),
    )


def safely(mine: bool) -> Any:
    label = f"When and how is it safe to get in touch with {'you' if mine else 'them'}?"
    hint = "Like: afternoons only, text first, no voicemail, do not say where you are ringing from."
    return asked(
        f"Getting in touch with {'you' if mine else 'them'}",
        heading="contact_safely",
        contact_safely=fields.long_text(label, optional=True, max_length=1000, hint=hint),
    )


def other(mine: bool) -> Any:
    whom = "you" if mine else "them"
    return asked(
        f"Getting in touch with {whom}",
        lede="Leave this empty if there is nobody. We only talk with them about what is written here.",
        other_name=fields.text("Their name", optional=True, max_length=120),
        other_relation=fields.text(
            f"Who are they to {whom}?", optional=True, max_length=80, hint="Like: sister, friend"
        ),
        other_phone=fields.phone("Their phone number", optional=True),
        other_for=fields.text(
            "What may we contact them about?", optional=True, max_length=200, hint=f"Like: if we cannot reach {whom}"
        ),
    )


def language(mine: bool) -> Any:
    you = "you" if mine else "they"
    return asked(
        f"What helps {'you' if mine else 'them'}",
        language=fields.select(
            f"Which language do {you} like to speak?",
            _english_first(),
            empty="Choose a language",
            initial="en",
            missing="Select a language",
        ),
        interpreter=fields.yes_no(
            f"Would {you} like an interpreter?",
            yes="Yes, please",
            no="No, thank you",
            missing="Select yes if an interpreter would help",
        ),
    )


def needs(mine: bool) -> Any:
    you = "you" if mine else "them"
    return asked(
        f"What helps {you}",
        kind=NeedsAsked,
        lede="We show this to whoever writes, rings or meets, so that nobody has to ask twice.",
        needs=fields.checkboxes(
            f"What helps {you} to talk, read or meet?",
            need_choices(),
            columns=2,
            optional=True,
            hint="Select all that help.",
        ),
        needs_words=fields.long_text(
            "Anything else that helps", optional=True, rows=3, max_length=600, hint="One on each line"
        ),
    )


def hopes(mine: bool) -> Any:
    label = "What do you hope for?" if mine else "What do they hope for, in their own words?"
    hint = "A few words are plenty, like: to get out of the house more. You can also leave it for when we talk."
    return asked(
        "Hopes", heading="hopes", hopes=fields.long_text(label, optional=True, words=True, max_length=2000, hint=hint)
    )


def wants(mine: bool, themes: Iterable[str]) -> Any:
    you = "you" if mine else "they"
    return asked(
        "The peer worker",
        lede="Peer workers have been through hard times themselves. Select as many as you like, or none.",
        wants=fields.checkboxes(
            f"What would {you} like to have in common?", [(t, t) for t in themes], columns=2, optional=True
        ),
        wants_words=fields.long_text(
            "Anything else, like someone of the same age or gender", optional=True, rows=3, max_length=600
        ),
    )


def musts(mine: bool, chosen: Iterable[str]) -> Any:
    label = f"Which of these matter most to {'you' if mine else 'them'}?"
    hint = "Select only what it cannot be without. Each one makes it harder to find someone."
    return asked(
        "The peer worker",
        heading="musts",
        musts=fields.checkboxes(label, [(t, t) for t in chosen], optional=True, hint=hint),
    )


def not_wanted(mine: bool, themes: Iterable[str]) -> Any:
    you = "you" if mine else "they"
    return asked(
        "The peer worker",
        lede="You do not have to say why.",
        ruled_out=fields.checkboxes(
            f"Is there anything {you} would rather not have in common?",
            [(t, t) for t in themes],
            columns=2,
            optional=True,
        ),
        ruled_out_words=fields.long_text(
            f"Anyone or anything else {you} would not like", optional=True, rows=3, max_length=600
        ),
    )


def days(mine: bool) -> Any:
    you = "you" if mine else "them"
    return asked(
        "Meeting",
        lede="Select all that suit, or none if any day and time is fine.",
        days=fields.checkboxes(
            f"Which days suit {you}?", [(key, f"{name}day") for key, name in DAYS.items()], columns=2, optional=True
        ),
        times=fields.checkboxes(
            "At what time?", [(key, name.capitalize()) for key, name in TIMES.items()], columns=2, optional=True
        ),
    )


def slots(days: Iterable[str], times: Iterable[str]) -> list[str]:
    """Days and times as the slots they make, like "mon-am". All days when only times were chosen, and the other way."""
    chosen = [(day, time) for day in days or DAYS for time in times or TIMES] if days or times else []
    return [f"{day}-{time}" for day, time in chosen]


def safety() -> Any:
    label = "What makes a visit safe, for them and for the peer worker?"
    hint = "Like: ring the bell twice, a dog lives there, meet in a public place. No risk form is needed."
    return asked(
        "Meeting",
        heading="visit_safety",
        visit_safety=fields.long_text(label, optional=True, max_length=1000, hint=hint),
    )


def _english_first() -> list[tuple[str, str]]:
    rows = codes.LANGUAGE.choices()
    return [*(row for row in rows if row[0] == "en"), *(row for row in rows if row[0] != "en")]
