"""What a spreadsheet says of the people supported and their requests, and which of them are here already."""

from collections.abc import Mapping
from dataclasses import dataclass

from alongside.accounts.policies import may_bring_in
from alongside.core.actors import Actor
from alongside.core.imports.columns import Field, Kind, called
from alongside.core.imports.values import birth_day, closure, day, name, nhs_number, standing, text
from alongside.core.imports.values.names import part_of_name
from alongside.referrals.models import Person, Referral
from alongside.referrals.policies import not_sealed

NHS_NUMBER = Field(
    "nhs_number",
    "NHS number",
    nhs_number,
    telling=True,
    called=called(
        "nhs number|nhs no|nhs|nhsno|nhs num|nhs nr|hospital no|hospital number|nhs id|nhsnumber|"
        "nhs number 10 digits|"
        "patient number|client nhs no|su nhs no|nhs n|client nhs number|patient nhs number|nhs #|person nhs number"
    ),
)
PERSON_NAME = Field(
    "name",
    "Name",
    name,
    called=called(
        "name|client|client name|service user|service user name|su|su name|person|person name|patient|patient name|"
        "full name|persons name|name of client|name of service user|name of person|supported person|person supported|"
        "clients name|participant|who|individual|service users name|name of su|client full name|peer|customer|member|"
        "participant name|who with|with whom|person seen|client seen|su initials|met with|client surname first name"
    ),
)
FIRST_NAME = Field(
    "first_name",
    "First name",
    part_of_name,
    called=called(
        "first name|forename|given name|firstname|first|forenames|christian name|client first name|first names|"
        "su first name|client forename|patient forename|given names|person first name"
    ),
)
LAST_NAME = Field(
    "last_name",
    "Last name",
    part_of_name,
    called=called(
        "surname|last name|family name|lastname|last|client surname|second name|su surname|patient surname|"
        "client last name|person last name|person surname"
    ),
)
BIRTH_DATE = Field(
    "birth_date",
    "Date of birth",
    birth_day,
    called=called(
        "dob|date of birth|birth date|d o b|birthday|born|birthdate|d of b|client dob|su dob|date born|born on|"
        "patient dob|person dob|dt of birth|date of birth dd mm yyyy"
    ),
)
WORKER_CALLED = (
    "peer worker|psw|worker|peer support worker|peer|supported by|seen by|allocated to|allocated worker|"
    "allocated psw|"
    "keyworker|key worker|psw name|staff|staff member|practitioner|with|assigned to|assigned psw|peer worker name|"
    "psw allocated|allocated peer worker|worker name|named worker|lead worker|peer supporter|completed by|"
    "recorded by|"
    "name of psw|name of worker|staff name|who by|by|pw|peer support|matched with|matched to|psw initials|entered by|"
    "delivered by|assigned worker|named psw|assigned peer worker|case holder|facilitator|caseworker|support worker"
)


def _enough(found: frozenset[str]) -> bool:
    who = bool({"name", "nhs_number"} & found) or {"first_name", "last_name"} <= found
    story = found & {"received_on", "birth_date", "standing", "worker", "team", "ended_on", "closure"}
    told = bool(found & {"nhs_number", "birth_date"}) or (
        "received_on" in found and found & {"worker", "team", "standing"}
    )
    return who and bool(told) and len(story) >= 2


PEOPLE = Kind(
    "people",
    "People",
    (
        NHS_NUMBER,
        PERSON_NAME,
        FIRST_NAME,
        LAST_NAME,
        BIRTH_DATE,
        Field(
            "team",
            "Team",
            text,
            strict=False,
            called=called(
                "team|cmht|ward|locality|base|cmht ward|team ward|care team|host team|service|referring team|"
                "team name|"
                "ward team|pathway|cmht team|mental health team|clinical team|team service|area team|where|location|"
                "referred from|referred by team|directorate|team base|place"
            ),
        ),
        Field("worker", "Peer worker", text, strict=False, called=called(WORKER_CALLED)),
        Field(
            "received_on",
            "Referred on",
            day,
            needed=True,
            called=called(
                "referred on|ref date|referral date|date referred|referral received|date of referral|referred|"
                "received|"
                "date received|received on|referral received date|date referral received|ref received|referral|ref d|"
                "date of ref|referral rec d|start date|opened|date opened|open date|opened on|start|started|date ref|"
                "date accepted|accepted on|accepted|ref rec|referred date|when referred|date of referral received|"
                "support started|date started|joined|ref recd|referral dt|ref received date|date ref received|"
                "came to us"
            ),
        ),
        Field(
            "standing",
            "Open or closed",
            standing,
            called=called(
                "status|open closed|open or closed|active|open|case status|current status|active y n|closed|state|"
                "open y n|is open|still open|discharged|referral status|still active|current|live|stage|"
                "caseload status|open or shut|still with us|case open"
            ),
        ),
        Field(
            "ended_on",
            "Ended on",
            day,
            called=called(
                "ended on|d c date|discharge date|closed on|end date|date closed|date discharged|discharged on|ended|"
                "date of discharge|closed|date ended|closure date|closing date|discharged|case closed|dc date|"
                "finish date|"
                "close date|finished on|finished|end|left on|date of closure|d c|date finished|closed date|"
                "support ended|"
                "date of d c|discharge|date case closed|d c d|d c on"
            ),
        ),
        Field(
            "closure",
            "Why it ended",
            closure,
            called=called(
                "reason ended|d c reason|reason|discharge reason|closing reason|reason for discharge|"
                "reason closed|outcome|"
                "closure reason|reason for closure|reason for ending|end reason|why ended|reason for closing|"
                "dc reason|"
                "discharge outcome|why closed|reason for leaving|reason left|reason for d c|why|outcome at discharge|"
                "how it ended|ending|leaving reason|reason discharged|discharge code"
            ),
        ),
    ),
    _enough,
)


@dataclass(frozen=True)
class KnownPerson:
    """Someone who is here, with their requests in the order they came."""

    person: Person
    referrals: tuple[Referral, ...]


def known_people(actor: Actor) -> Mapping[str, KnownPerson]:
    """Everybody by id, for whoever may bring a workbook in; of two records of one, the one that stands. A sealed record
    is as one that is not here. Two queries."""
    if not may_bring_in(actor):
        return {}
    asked: dict[str, list[Referral]] = {}
    for referral in Referral.objects.filter(not_sealed(actor, "person")).order_by("received_at", "pk"):
        asked.setdefault(referral.person_id, []).append(referral)
    return {
        person.pk: KnownPerson(person, tuple(asked.get(person.pk, ())))
        for person in Person.objects.filter(not_sealed(actor, "pk"), same_as=None).order_by("pk")
    }
