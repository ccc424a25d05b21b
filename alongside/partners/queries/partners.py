"""Partner organisations: what is agreed with each, meetings, what was promised, and who may refer from there."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, Count, F, Min, OuterRef, Prefetch, Q, QuerySet, Subquery, When

from alongside.accounts.models import Organisation, RoleHolding
from alongside.accounts.queries import holders
from alongside.accounts.roles import COORDINATOR, LEAD
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed
from alongside.partners import policies
from alongside.partners.models import Entry, PartnerAction, PartnerAgreement, PartnerMeeting

Status = PartnerAgreement.Status
AGREEMENT_STATES = [(value, str(words)) for value, words in Status.choices]
NOTICE = timedelta(days=60)  # before an agreement ends, our contact is told
LATELY = 20  # meetings on the page


@dataclass(frozen=True)
class PartnerRow:
    """One organisation in the list. `in_force` counts agreements, `ends_on` is the nearest end of one."""

    id: str
    name: str
    kind: str
    in_force: int
    ends_on: date | None
    overdue: int
    accounts: int
    entries: int


@dataclass(frozen=True)
class AgreementRow:
    """One agreement. `means` colours its state; `soon` says that it ends within two months."""

    id: str
    title: str
    organisation: str
    organisation_id: str
    status: str
    status_words: str
    means: str
    purpose: str
    what_is_shared: str
    their_contact: str
    our_contact: str
    agreed_by: str
    starts_on: date | None
    ends_on: date | None
    soon: bool


@dataclass(frozen=True)
class ActionRow:
    id: str
    words: str
    who: str
    due_on: date | None
    done_on: Any
    overdue: bool


@dataclass(frozen=True)
class MeetingRow:
    id: str
    held_on: date
    who: str
    words: str
    actions: tuple[ActionRow, ...]


@dataclass(frozen=True)
class AccountRow:
    """An account of this organisation. `now`: whether it may refer today."""

    id: str
    name: str
    email: str
    starts_on: date
    ends_on: date | None
    now: bool


@dataclass(frozen=True)
class PartnerPage:
    """Everything on a partner's page; `overdue` are the promises whose day has passed, of any meeting."""

    organisation: Organisation
    agreements: tuple[AgreementRow, ...]
    meetings: tuple[MeetingRow, ...]
    overdue: tuple[ActionRow, ...]
    accounts: tuple[AccountRow, ...]
    entries: tuple[Entry, ...] | None  # None for whoever does not read the directory
    may_keep: bool
    may_keep_accounts: bool


def partners(actor: Actor, words: str = "") -> QuerySet[Organisation]:
    """Open organisations but our own, by name, each with its counts. One query, however many."""
    if not policies.may_see_partners(actor):
        raise NotAllowed("see partners")
    late = PartnerAction.objects.filter(meeting__organisation=OuterRef("pk"), **_open(), due_on__lt=clock.today())
    at_work = _held_today(RoleHolding.objects.filter(organisation=OuterRef("pk"), role="partner"))
    in_force = PartnerAgreement.objects.filter(organisation=OuterRef("pk"), status=Status.IN_FORCE)
    entries = Entry.objects.filter(organisation=OuterRef("pk"), ended_on=None)
    found = policies.partner_organisations(actor).filter(is_open=True)
    if words:
        found = found.filter(name__icontains=words)
    return found.annotate(
        in_force=_count(in_force, "organisation"),
        ends_on=Subquery(in_force.values("organisation").annotate(soonest=Min("ends_on")).values("soonest")),
        overdue=_count(late, "meeting__organisation"),
        people_there=_count(at_work, "organisation"),
        entries_there=_count(entries, "organisation"),
    ).order_by("name", "pk")


def partner_rows(found: Any) -> list[PartnerRow]:
    return [
        PartnerRow(
            row.pk,
            row.name,
            row.get_kind_display(),
            row.in_force or 0,
            row.ends_on,
            row.overdue or 0,
            row.people_there or 0,
            row.entries_there or 0,
        )
        for row in found
    ]


def get_partner(actor: Actor, id: str) -> Organisation:  # noqa: A002
    return policies.partner_organisations(actor).get(pk=id)


def partner_page(actor: Actor, id: str) -> PartnerPage:  # noqa: A002
    """One organisation and all we have with it. Seven queries."""
    organisation = get_partner(actor, id)
    actions = PartnerAction.objects.filter(taken_back_at=None).order_by("due_on", "pk")
    meetings = organisation.meetings.prefetch_related(Prefetch("actions", actions))[:LATELY]
    late = policies.visible_actions(actor).filter(**_open(), meeting__organisation=organisation)
    accounts = policies.partner_accounts(actor).filter(organisation=organisation).select_related("user")
    agreed = policies.visible_agreements(actor).filter(organisation=organisation)
    there = policies.visible_entries(actor).filter(organisation=organisation, ended_on=None).order_by("name", "pk")
    return PartnerPage(
        organisation=organisation,
        agreements=tuple(map(_agreement_row, _in_order(agreed))),
        meetings=tuple(_meeting_row(meeting) for meeting in meetings),
        overdue=tuple(map(_action_row, late.filter(due_on__lt=clock.today()).order_by("due_on", "pk"))),
        accounts=tuple(_account_row(holding) for holding in accounts.order_by("user__name", "pk")),
        entries=tuple(there) if policies.may_read(actor) else None,
        may_keep=policies.may_keep_partners(actor),
        may_keep_accounts=policies.may_keep_accounts(actor),
    )


def get_agreement(actor: Actor, id: str) -> PartnerAgreement:  # noqa: A002
    return policies.visible_agreements(actor).select_related("organisation", "our_contact").get(pk=id)


def get_action(actor: Actor, id: str) -> PartnerAction:  # noqa: A002
    return policies.visible_actions(actor).select_related("meeting__organisation").get(pk=id)


def get_partner_account(actor: Actor, id: str) -> RoleHolding:  # noqa: A002
    return policies.partner_accounts(actor).select_related("organisation", "user").get(pk=id)


def agreements(actor: Actor, status: str = "") -> QuerySet[PartnerAgreement]:
    """All agreements, or those in one state: what ends soonest first."""
    if not policies.may_see_partners(actor):
        raise NotAllowed("see agreements with partners")
    found = _in_order(policies.visible_agreements(actor))
    return found.filter(status=status) if status else found


def agreement_rows(found: Any) -> list[AgreementRow]:
    return [_agreement_row(row) for row in found]


def ending_soon(actor: Actor) -> QuerySet[PartnerAgreement]:
    """In force, ending within two months, and nobody was told yet. For the job."""
    found = _for_the_job(actor).filter(ending_said_at=None, ends_on__lte=clock.today() + NOTICE)
    return found.filter(ends_on__gte=clock.today())


def past_their_end(actor: Actor) -> QuerySet[PartnerAgreement]:
    """In force, and the last day is behind us. For the job."""
    return _for_the_job(actor).filter(ends_on__lt=clock.today())


def _for_the_job(actor: Actor) -> QuerySet[PartnerAgreement]:
    if not policies.may_tell_of_end(actor):
        raise NotAllowed("look for agreements that end")
    found = PartnerAgreement.objects.filter(status=Status.IN_FORCE, ends_on__isnull=False)
    return found.select_related("organisation", "our_contact").order_by("ends_on", "pk")


def our_people() -> list[tuple[Any, str]]:
    """Who of us may be the contact, or has promised something."""
    return [(user, user.name) for user in holders(LEAD, COORDINATOR)]


def _in_order(found: QuerySet[PartnerAgreement]) -> QuerySet[PartnerAgreement]:
    """In force first, then what is talked about, then what ended; of each the soonest to end."""
    order = F("ends_on").asc(nulls_last=True)
    standing = Case(When(status=Status.IN_FORCE, then=0), When(status=Status.DRAFT, then=1), default=2)
    return found.select_related("organisation", "our_contact").order_by(standing, order, "title", "pk")


def _open() -> dict[str, Any]:
    return {"done_at": None, "taken_back_at": None}


def _held_today(found: QuerySet[RoleHolding]) -> QuerySet[RoleHolding]:
    day = clock.today()
    return found.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day, user__is_active=True)


def _count(found: QuerySet[Any], by: str) -> Subquery:
    return Subquery(found.order_by().values(by).annotate(number=Count("pk")).values("number"))


MEANS = {Status.DRAFT: "unconfirmed", Status.IN_FORCE: "going_on", Status.ENDED: "done"}


def _agreement_row(row: PartnerAgreement) -> AgreementRow:
    in_force = row.status == Status.IN_FORCE
    return AgreementRow(
        id=row.pk,
        title=row.title,
        organisation=row.organisation.name,
        organisation_id=row.organisation_id,
        status=row.status,
        status_words=row.get_status_display(),
        means=MEANS[Status(row.status)],
        purpose=row.purpose,
        what_is_shared=row.what_is_shared,
        their_contact=row.their_contact,
        our_contact=row.our_contact.name if row.our_contact else "",
        agreed_by=row.agreed_by,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        soon=bool(in_force and row.ends_on and row.ends_on <= clock.today() + NOTICE),
    )


def _meeting_row(row: PartnerMeeting) -> MeetingRow:
    return MeetingRow(row.pk, row.held_on, row.who, row.words, tuple(map(_action_row, row.actions.all())))


def _action_row(row: PartnerAction) -> ActionRow:
    late = bool(row.done_at is None and row.due_on and row.due_on < clock.today())
    return ActionRow(row.pk, row.words, row.who, row.due_on, row.done_at, late)


def _account_row(row: RoleHolding) -> AccountRow:
    day = clock.today()
    now = row.starts_on <= day and (row.ends_on is None or row.ends_on >= day) and row.user.is_active
    return AccountRow(row.pk, row.user.name, row.user.email, row.starts_on, row.ends_on, now)
