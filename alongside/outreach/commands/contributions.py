"""What the service gave beyond the trust: written down, changed, taken back, published; and who is named with it."""

from datetime import date
from typing import Any

from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.outreach import policies
from alongside.outreach.models import Contribution, Contributor
from alongside.workforce import queries as workforce


@command("contribution.added", "wrote down what was given beyond the trust", allow=policies.may_add_contribution)
def add_contribution(
    act: Act,
    *,
    kind: str,
    title: str,
    began_on: date,
    with_whom: str = "",
    about: str = "",
    ended_on: date | None = None,
    ongoing: bool = False,
    link: str = "",
    outcome: str = "",
    minutes: int | None = None,
) -> Contribution:
    """A peer worker who writes it took part in it, and is not named until they say so."""
    _lasts(began_on, ended_on)
    made = Contribution.objects.create(
        kind=kind,
        title=title,
        with_whom=with_whom,
        about=about,
        began_on=began_on,
        ended_on=ended_on,
        ongoing=ongoing and ended_on is None,
        link=link,
        outcome=outcome,
        minutes=minutes,
        written_by=act.actor.name,
        written_at=act.at,
    )
    if worker := workforce.own_worker(act.actor):
        Contributor.objects.create(contribution=made, worker=worker)
    return made


@command("contribution.changed", "changed what was given beyond the trust", allow=policies.may_change_contribution)
def change_contribution(
    act: Act,
    contribution: Contribution,
    *,
    kind: str,
    title: str,
    began_on: date,
    with_whom: str = "",
    about: str = "",
    ended_on: date | None = None,
    ongoing: bool = False,
    link: str = "",
    outcome: str = "",
    minutes: int | None = None,
) -> Contribution:
    _must_stand(contribution)
    _lasts(began_on, ended_on)
    contribution.kind, contribution.title, contribution.with_whom = kind, title, with_whom
    contribution.about, contribution.link, contribution.outcome = about, link, outcome
    contribution.began_on, contribution.ended_on = began_on, ended_on
    contribution.ongoing, contribution.minutes = ongoing and ended_on is None, minutes
    contribution.save()
    return contribution


@command("contribution.taken_back", "took back what was given", allow=policies.may_change_contribution)
def take_back_contribution(act: Act, contribution: Contribution) -> Contribution:
    """It was a mistake: it is on no page and counted nowhere."""
    _must_stand(contribution)
    contribution.taken_back_at = act.at
    contribution.save()
    return contribution


@command("contribution.shown", "showed or hid what was given on the public page", allow=policies.may_show_contribution)
def show_contribution(act: Act, contribution: Contribution, *, public: bool) -> Contribution:
    """On the public page of its year, or off it. Names are there only with each one's own yes."""
    _must_stand(contribution)
    if contribution.shown_public == public:
        raise Refused("It is so already.")
    contribution.shown_public = public
    contribution.save()
    return contribution


@command("contributor.added", "wrote down who took part", allow=policies.may_change_contribution)
def add_contributor(act: Act, contribution: Contribution, *, worker: Any) -> Contributor:
    """They are not named until they say so themself."""
    _must_stand(contribution)
    if contribution.people.filter(worker=worker).exists():
        raise Refused(f"{worker.first_name} is there already.")
    return Contributor.objects.create(contribution=contribution, worker=worker)


@command("contributor.named", "said whether their name goes with it", allow=policies.may_say_named)
def say_named(act: Act, person: Contributor, *, named: bool) -> None:
    """Their own yes, taken back at any time."""
    person.named = named
    person.save()


@command("contributor.left", "took somebody off who took part", allow=policies.may_leave_contribution)
def leave_contribution(act: Act, person: Contributor) -> None:
    """Themself, or whoever wrote it by mistake."""
    Contributor.objects.filter(pk=person.pk).delete()


def _must_stand(contribution: Contribution) -> None:
    if contribution.taken_back_at:
        raise Refused("This was taken back.")


def _lasts(began_on: date, ended_on: date | None) -> None:
    if ended_on and ended_on < began_on:
        raise Refused("It must end on the day it began, or after.")
