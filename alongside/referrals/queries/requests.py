"""Questions about requests: the list that triage reads, one request in full, and what is unread too long."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from alongside.accounts.queries import current_service
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.nhs import codes
from alongside.referrals import policies
from alongside.referrals.models import Choice, Question, Referral
from alongside.referrals.queries.people import NeedRow, display_name, language_name, needs_of
from alongside.referrals.queries.repeats import Repeat, repeated, repeats_of
from alongside.solvers.fit import SLOTS

Status = Referral.Status


@dataclass(frozen=True)
class RequestRow:
    """One request as triage reads it in a list."""

    id: str
    name: str
    needs: tuple[NeedRow, ...]
    status: str
    status_words: str
    received_at: datetime
    days: int
    from_whom: str
    pathway: str
    read_by: str
    unread: bool
    late: bool
    hear_more: bool
    for_carer: bool
    question_open: bool
    on_hold_until: date | None
    urgent: str
    repeat: bool


@dataclass(frozen=True)
class RequestPage:
    """One request in full, for triage."""

    referral: Referral
    name: str
    language: str
    source: str
    days: str
    needs: tuple[NeedRow, ...]
    questions: tuple[Question, ...]
    choices: tuple[Choice, ...]
    repeats: tuple[Repeat, ...]
    said_yes: bool
    late: bool
    on_hold: bool
    relationship_id: str


def get_referral(actor: Actor, id: str) -> Referral:  # noqa: A002
    """The request, or DoesNotExist for whoever may not open it. Its person, pathway and team come with it."""
    return policies.visible_referrals(actor).select_related("person", "pathway", "host_team").get(pk=id)


def get_request(actor: Actor, id: str) -> Referral:  # noqa: A002
    """A request the actor triages."""
    return policies.triage_referrals(actor).select_related("person", "pathway", "host_team").get(pk=id)


def get_asked(actor: Actor, id: str, question: str) -> tuple[Referral, Question]:  # noqa: A002
    """A request the actor triages and a question about it that nobody has answered."""
    referral = get_request(actor, id)
    return referral, referral.questions.select_related("referral").get(pk=question, answered_at=None)


def own_referral(actor: Actor) -> Referral | None:
    """The signed-in person's newest request."""
    mine = policies.own_referrals(actor).select_related("person", "pathway", "host_team")
    return mine.order_by("-received_at", "-pk").first()


def said_yes(referral: Referral, about: str = Choice.About.PEER_SUPPORT) -> bool:
    """True when the newest thing the person said about it is yes."""
    newest = referral.choices.filter(about=about).order_by("-written_at", "-pk").values_list("answer", flat=True)
    return newest.first() == Choice.Answer.YES


def working_days_ago(moment: datetime, days: int) -> datetime:
    """The moment that many working days (Monday to Friday) before; a weekend counts from its Monday, at midnight.

    Bank holidays count as working days here: a request is then raised a day too soon, never too late.
    """
    local = timezone.localtime(moment)
    if local.weekday() > 4:
        to_monday = timedelta(days=7 - local.weekday())
        local = (local + to_monday).replace(hour=0, minute=0, second=0, microsecond=0)
    while days:
        local -= timedelta(days=1)
        days -= local.weekday() < 5
    return local


def unread_too_long() -> QuerySet[Referral]:
    """New requests nobody has read within the service's working days, and nobody was told about yet: for the job. None
    of a sealed record: nobody would find what they are told of."""
    return _late().filter(policies.unsealed("person"), unread_raised_at=None).order_by("received_at")


def _late() -> QuerySet[Referral]:
    return Referral.objects.filter(status=Status.RECEIVED, read_at=None, received_at__lte=late_before())


def late_before() -> datetime:
    """A request that came by then and is unread is late."""
    service = current_service()
    return working_days_ago(clock.now(), service.unread_after_working_days if service else 1)


def requests(actor: Actor, status: str = "") -> list[RequestRow]:
    """Requests to be read or answered (or in one `status`), those waiting longest first. Five queries."""
    wanted = [status] if status else [Status.RECEIVED, Status.ASKED]
    open_question = Question.objects.filter(referral=OuterRef("pk"), answered_at=None)
    found = list(
        policies.triage_referrals(actor)
        .filter(status__in=wanted)
        .select_related("person", "pathway")
        .annotate(question_open=Exists(open_question))
        .order_by("received_at", "pk")
    )
    people = [referral.person for referral in found]
    needs, repeats, late = needs_of(p.pk for p in people), repeated(actor, people), late_before()
    return [_row(r, needs.get(r.person_id, ()), r.person_id in repeats, late) for r in found]


def _row(referral: Referral, needs: tuple[NeedRow, ...], repeat: bool, late: datetime) -> RequestRow:
    unread = referral.status == Status.RECEIVED and referral.read_at is None
    return RequestRow(
        id=referral.pk,
        name=referral.person.full_name,
        needs=needs,
        status=referral.status,
        status_words=referral.get_status_display(),
        received_at=referral.received_at,
        days=(clock.today() - timezone.localdate(referral.received_at)).days,
        from_whom=_from_whom(referral),
        pathway=referral.pathway.name if referral.pathway else "",
        read_by=referral.read_by,
        unread=unread,
        late=unread and referral.received_at <= late,
        hear_more=referral.told_consent == Referral.Consent.HEAR_MORE,
        for_carer=referral.support_for == Referral.SupportFor.CARER,
        question_open=referral.question_open,  # type: ignore[attr-defined]
        on_hold_until=_hold(referral),
        urgent=referral.urgent_reason,
        repeat=repeat,
    )


def _from_whom(referral: Referral) -> str:
    if referral.asked_by == Referral.AskedBy.SELF:
        return "Themself"
    return ", ".join(words for words in (referral.asker_name, referral.asker_role) if words)


def _hold(referral: Referral) -> date | None:
    """The day a hold ends, while it has not come."""
    until = referral.on_hold_until
    return until if until and until > clock.today() else None


def request_page(actor: Actor, id: str) -> RequestPage:  # noqa: A002
    """Everything on a request's page."""
    referral = get_request(actor, id)
    choices = tuple(referral.choices.order_by("-written_at", "-pk"))
    about_support = [choice for choice in choices if choice.about == Choice.About.PEER_SUPPORT]
    return RequestPage(
        referral=referral,
        name=display_name(referral.person),
        language=language_name(referral.person.language),
        source=dict(codes.SOURCE_OF_REFERRAL.choices()).get(referral.source, referral.source),
        days=", ".join(SLOTS[slot] for slot in SLOTS if slot in referral.days),
        needs=needs_of([referral.person_id]).get(referral.person_id, ()),
        questions=tuple(referral.questions.order_by("-asked_at", "-pk")),
        choices=choices,
        repeats=tuple(repeats_of(actor, referral.person)),
        said_yes=bool(about_support) and about_support[0].answer == Choice.Answer.YES,
        late=_late().filter(pk=referral.pk).exists(),
        on_hold=_hold(referral) is not None,
        relationship_id=referral.relationships.order_by("-introduced_at").values_list("pk", flat=True).first() or "",
    )


def theme_names() -> list[str]:
    """What people may ask for in a peer worker, and what workers may offer: the service's own list."""
    service = current_service()
    return [theme["name"] for theme in service.themes] if service else []
