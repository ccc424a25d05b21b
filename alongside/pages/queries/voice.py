"""What the overview says beside the numbers of support: a voice beyond the service, supervision kept, team work."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from alongside.core import clock
from alongside.core.actors import Actor
from alongside.outreach import queries as outreach
from alongside.supervision.queries.standing import kept_on_time
from alongside.support.queries import team_work

MONTHS = 3  # of work with teams


@dataclass(frozen=True)
class Said:
    """A number, what it counts in a sentence, and the address of the list that it is counted from."""

    key: str
    number: int
    name: str
    definition: str
    opens: str
    of: int | None = None


def said_beside(actor: Actor) -> tuple[Said, ...]:
    """Of the whole service within the actor's reach: none of it lies in one pathway. Five queries."""
    today = clock.today()
    given = outreach.talks_given(actor, date(today.year, 1, 1), today)
    on_time, supervised = kept_on_time(actor)
    kinds, _ = team_work.totals(team_work.team_work_in_reach(actor, months=str(MONTHS)))
    page, year = reverse("outreach:year", args=[today.year]), f"In {today.year}"
    return (
        Said(
            "talks",
            sum(row.talks for row in given),
            "talks given",
            f"{year}: to colleagues, carers, students and anyone who came.",
            page,
        ),
        Said(
            "reached",
            sum(row.people for row in given),
            "people reached",
            f"{year}: how many came to those talks, counted by heads. Nobody is named.",
            page,
        ),
        Said(
            "contributions",
            outreach.contributions(actor, year=today.year).count(),
            "given beyond the trust",
            f"{year}: networks, consultations, research, publications, talks and visits.",
            page,
        ),
        Said(
            "supervision",
            on_time,
            "supervisions on time",
            "Of all that go on: met within the rhythm agreed and its days of grace, or not due yet.",
            reverse("supervision:overview"),
            of=supervised,
        ),
        Said(
            "team-work",
            round(sum(row.minutes for row in kinds) / 60),
            "hours with teams",
            f"This month and the {MONTHS - 1} before it: meetings, advice and handovers without a person named.",
            f"{reverse('support:team_work_in_reach')}?months={MONTHS}",
        ),
    )
