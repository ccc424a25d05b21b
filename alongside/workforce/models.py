"""Workers, peer or clinician; their dated assignments; their profile and what they offer; whom they keep away from."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from alongside.core.nhs import codes
from alongside.core.states import Record, Stateful


def empty_list() -> list[Any]:
    return []


class RatherNot(models.TextChoices):
    """What a worker may say they would rather not do, so that nobody asks it of them."""

    HOME = "home", "Meet at someone’s home"
    ALONE = "alone", "Meet with no colleague nearby"
    DRIVE = "drive", "Have people in my car"
    SMOKE = "smoke", "Meet where people smoke"
    PETS = "pets", "Meet where there are dogs or other animals"
    VIDEO = "video", "Meet by video"


class Worker(Record):
    """Anyone who takes part in the work. Nothing here says whether they were ever supported by us."""

    class Kind(models.TextChoices):
        PEER = "peer", "Peer worker"
        CLINICIAN = "clinician", "Clinician"

    AUDIT_PRIVATE: ClassVar = frozenset({"languages", "days", "areas", "rules_out"})

    user = models.OneToOneField(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="worker_record"
    )
    first_name = models.CharField(max_length=80)
    last_name = models.CharField(max_length=80)
    kind = models.CharField(max_length=9, choices=Kind, default=Kind.PEER)
    job_role = models.CharField(max_length=5, choices=codes.JOB_ROLE.choices(), default="07050")
    local_id = models.CharField(max_length=20, blank=True, help_text="Their identifier in the trust's own system")
    work_phone = models.CharField(max_length=30, blank=True)
    origin = models.CharField(
        max_length=200, blank=True, help_text="Where it was brought in from: the file, the sheet and the row"
    )
    leaves_on = models.DateField(null=True, blank=True)

    about = models.TextField(blank=True, help_text="The profile people are shown, in the worker's own words")
    profile_shown_at = models.DateTimeField(null=True, blank=True, help_text="Empty: nobody is shown the profile")
    languages = models.JSONField(default=empty_list, help_text="ISO 639-1 codes; bfi for British Sign Language")
    days = models.JSONField(default=empty_list, help_text="Half days worked, like mon-am: slots of solvers.fit")
    areas = models.JSONField(default=empty_list, help_text="Places they can meet, by the names sites use")
    rules_out = models.JSONField(default=empty_list, help_text="Values of RatherNot")
    agreed_caseload = models.PositiveSmallIntegerField(default=0, help_text="Places agreed with their manager")
    taking_on = models.BooleanField(default=True, help_text="False: not just now, no reason asked")

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


class Post(Stateful):
    """One post of the establishment, from an idea to a person. A post, a worker and a sign-in are three things."""

    class Status(models.TextChoices):
        IDEA = "idea", "Idea"
        CASE = "case", "Case made"
        FUNDED = "funded", "Funded"
        ADVERTISED = "advertised", "Advertised"
        FILLED = "filled", "Filled"
        VACANT = "vacant", "Vacant"
        GIVEN_UP = "given_up", "Given up"

    TRANSITIONS: ClassVar = {
        Status.IDEA: {Status.CASE, Status.GIVEN_UP},
        Status.CASE: {Status.FUNDED, Status.IDEA, Status.GIVEN_UP},
        Status.FUNDED: {Status.ADVERTISED, Status.FILLED, Status.GIVEN_UP},
        Status.ADVERTISED: {Status.FILLED, Status.FUNDED, Status.VACANT},
        Status.FILLED: {Status.VACANT},
        Status.VACANT: {Status.ADVERTISED, Status.FILLED, Status.GIVEN_UP},
        Status.GIVEN_UP: {Status.IDEA},
    }

    title = models.CharField(max_length=120)
    pathway = models.ForeignKey("accounts.Pathway", on_delete=models.PROTECT, related_name="posts")
    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, null=True, blank=True, related_name="posts")
    status = models.CharField(max_length=10, choices=Status, default=Status.IDEA)
    since_on = models.DateField(help_text="In this state since this day")
    band = models.CharField(max_length=10, blank=True, help_text="Agenda for Change, like 3 or 4")
    wte = models.DecimalField(max_digits=3, decimal_places=2, help_text="Whole-time equivalent: 1.00 is 37.5 hours")
    funded_by = models.CharField(max_length=120, blank=True, help_text="The budget or programme that pays")
    funding_ends_on = models.DateField(null=True, blank=True)
    case_words = models.TextField(blank=True, help_text="What it is for, and where the case stands")
    whose_turn = models.CharField(max_length=120, blank=True, help_text="Like: finance")
    because = models.TextField(blank=True, help_text="Why it was given up")

    class Meta:
        ordering: ClassVar = ["pathway__position", "title", "id"]
        constraints: ClassVar = [models.CheckConstraint(name="post_has_some_time", condition=Q(wte__gt=0))]


class PostMove(Record):
    """One move of a post to another state: its history, so that each stage can be seen with its day."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="moves")
    status = models.CharField(max_length=10, choices=Post.Status)
    moved_on = models.DateField()
    moved_by = models.CharField(max_length=150)
    words = models.CharField(max_length=300, blank=True, help_text="Why, where there is something to say")
    position = models.PositiveSmallIntegerField(help_text="The first move is 0: two may be on one day")

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["post", "position"], name="one_move_a_place")]


class Assignment(Record):
    """Where a worker works, how, how much, for whom, and between which days."""

    class Kind(models.TextChoices):
        SUBSTANTIVE = "substantive", "Employed post"
        BANK = "bank", "Staff bank"
        VOLUNTEER = "volunteer", "Volunteer"

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="assignments")
    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, related_name="assignments")
    kind = models.CharField(max_length=11, choices=Kind, default=Kind.SUBSTANTIVE)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="assignments")
    hours = models.DecimalField(max_digits=4, decimal_places=1, help_text="A week")
    manager = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["starts_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="assignment_ends_after_start", condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on"))
            )
        ]


class Offering(Record):
    """One experience or interest a worker offers to share: theirs, shown only as they say, withdrawn at once."""

    class ShownTo(models.TextChoices):
        MATCHING = "matching", "Only used to suggest me, shown to nobody"
        COORDINATORS = "coordinators", "The lead and coordinators"
        PEOPLE = "people", "People I am suggested to, and coordinators"

    AUDIT_PRIVATE: ClassVar = frozenset({"shown_to", "shown_until"})

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="offerings")
    theme = models.CharField(max_length=80)
    words = models.CharField(max_length=300, blank=True)
    shown_to = models.CharField(max_length=12, choices=ShownTo)
    shown_until = models.DateField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["theme", "id"]


class KeptAway(Record):
    """A team, ward or name the worker is kept away from. Only they and the solver read this; no reason is kept.

    A row is removed when it is no longer wanted, so that nothing is left to find.
    """

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="kept_away")
    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ward = models.ForeignKey("accounts.Ward", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=160, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="kept_away_from_one_thing",
                condition=Q(team__isnull=False, ward=None, name="")
                | Q(team=None, ward__isnull=False, name="")
                | (Q(team=None, ward=None) & ~Q(name="")),
            )
        ]
