"""The posts of the establishment, and who works where, how much and between which days."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from alongside.core.states import Record, Stateful
from alongside.workforce.models.workers import Worker


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
