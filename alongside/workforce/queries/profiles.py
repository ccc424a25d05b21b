"""A worker's profile: as they see it themself, and as a person may be shown it today."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from alongside.accounts.models import Site
from alongside.accounts.queries import current_service
from alongside.accounts.roles import PEER_WORKER
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.errors import Refused
from alongside.core.nhs import codes
from alongside.solvers.fit import SLOTS
from alongside.workforce import policies
from alongside.workforce.models import Offering, RatherNot, Worker

ShownTo = Offering.ShownTo

# A place is taken from the moment somebody is offered or put forward, until the two have ended.
PLACES_TAKEN = (
    Count("relationships", filter=~Q(relationships__status="ended"), distinct=True)
    + Count("offers", filter=Q(offers__status__in=("asked_worker", "asked_person")), distinct=True)
    + Count("handovers_to", filter=Q(handovers_to__status="asked"), distinct=True)
)
PARTS = {"am": "morning", "pm": "afternoon", "eve": "evening"}


@dataclass(frozen=True)
class OfferingRow:
    """One thing a worker offers to share. `shown` is False once it is withdrawn or past its last day."""

    id: str
    theme: str
    words: str
    shown_to: str
    shown_to_words: str
    shown_until: date | None
    shown: bool
    withdrawn: bool


@dataclass(frozen=True)
class ProfileRow:
    """What a person may be shown of a worker today. `offerings` are (theme, words) pairs; the rest is in words."""

    first_name: str
    about: str
    offerings: tuple[tuple[str, str], ...]
    languages: tuple[str, ...]
    days: tuple[str, ...]
    areas: tuple[str, ...]


@dataclass(frozen=True)
class OwnProfile:
    """A worker's own profile, with everything they may change. `taken`: of the places agreed, how many are taken."""

    worker: Worker
    taken: int
    shared: tuple[OfferingRow, ...]
    not_shared: tuple[OfferingRow, ...]
    languages: tuple[str, ...]
    days: tuple[str, ...]
    rules_out: tuple[str, ...]

    @property
    def is_shown(self) -> bool:
        return self.worker.profile_shown_at is not None

    @property
    def free(self) -> int:
        return max(self.worker.agreed_caseload - self.taken, 0)


def own_worker(actor: Actor) -> Worker | None:
    """The worker the actor is; None for anybody else."""
    return policies.own_worker(actor).first()


def own_profile(actor: Actor) -> OwnProfile:
    """The actor's own profile. Worker.DoesNotExist for anybody who is not a peer worker."""
    worker = policies.own_worker(actor).annotate(taken=PLACES_TAKEN).first()
    if worker is None and actor.has(PEER_WORKER):
        raise Refused("Your record as a worker is not made yet. Ask the lead to add you to the team.")
    if worker is None:
        raise Worker.DoesNotExist
    rows = [offering_row(offering) for offering in worker.offerings.all()]
    return OwnProfile(
        worker,
        worker.taken,
        tuple(row for row in rows if row.shown),
        tuple(row for row in rows if not row.shown),
        languages_in_words(worker),
        days_in_words(worker.days),
        tuple(str(RatherNot(value).label) for value in worker.rules_out),
    )


def get_offering(actor: Actor, offering_id: str) -> Offering:
    """One of the actor's own, to change or withdraw."""
    return policies.own_offerings(actor).get(pk=offering_id)


def profile_of(worker_id: str) -> ProfileRow | None:
    """What a person may be shown of this worker today; None while the profile is hidden.

    Call it for somebody the profile is offered to, or who meets this worker: it asks no more questions.
    """
    worker = Worker.objects.filter(pk=worker_id, profile_shown_at__isnull=False).first()
    return _profile(worker) if worker else None


def own_preview(actor: Actor) -> ProfileRow:
    """What a person would be shown of the actor today, if their profile is shown."""
    return _profile(policies.own_worker(actor).get())


def _profile(worker: Worker) -> ProfileRow:
    rows = [offering_row(offering) for offering in worker.offerings.all()]
    return ProfileRow(
        worker.first_name,
        worker.about,
        tuple((row.theme, row.words) for row in rows if row.shown and row.shown_to == ShownTo.PEOPLE),
        languages_in_words(worker),
        days_in_words(worker.days),
        tuple(worker.areas),
    )


def offering_row(offering: Offering) -> OfferingRow:
    return OfferingRow(
        offering.pk,
        offering.theme,
        offering.words,
        offering.shown_to,
        str(ShownTo(offering.shown_to).label),
        offering.shown_until,
        is_shown(offering),
        offering.withdrawn_at is not None,
    )


def is_shown(offering: Offering) -> bool:
    """Offered today: not withdrawn, and not past the last day it was to be shown."""
    return offering.withdrawn_at is None and (offering.shown_until or date.max) >= clock.today()


def theme_choices() -> list[tuple[str, str]]:
    """(theme, kind) of everything the service says a worker may offer to share."""
    service = current_service()
    return [(theme["name"], theme["kind"]) for theme in service.themes] if service else []


def area_names() -> list[str]:
    """The places of the service, by the names people know them by."""
    return list(Site.objects.filter(is_open=True).order_by("area").values_list("area", flat=True).distinct())


def languages_in_words(worker: Worker) -> tuple[str, ...]:
    return tuple(codes.LANGUAGE[code].plain for code in worker.languages)


def days_in_words(slots: list[str]) -> tuple[str, ...]:
    """["mon-am", "mon-pm", "tue-eve"] as ("Monday all day", "Tuesday evening"), in the order of the week."""
    days: dict[str, list[str]] = {}
    for slot, words in SLOTS.items():
        if slot in slots:
            days.setdefault(words.split()[0], []).append(PARTS[slot.partition("-")[2]])
    return tuple(f"{day} {_parts(parts)}" for day, parts in days.items())


def _parts(parts: list[str]) -> str:
    if parts[:2] == ["morning", "afternoon"]:
        parts = ["all day", *parts[2:]]
    return " and ".join(parts)
