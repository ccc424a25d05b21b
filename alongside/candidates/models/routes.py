"""Routes as data: the ways into the work that this service offers, and one candidate on one of them."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from alongside.candidates.models.candidates import Candidate
from alongside.core.states import Record, Stateful


def empty_list() -> list[Any]:
    return []


class RouteKind(Record):
    """One way in, as the service's profile describes it and staff edit it."""

    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=40, unique=True)
    about = models.TextField(help_text="What it is, in plain words, for the public page")
    who_arranges = models.CharField(max_length=120, help_text="Like: the vocational rehabilitation team")
    in_charge = models.ForeignKey(
        "accounts.User",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Whose each new one is, until they pass it on",
    )
    asks_cmht = models.BooleanField(
        default=False, help_text="Only while still with a community mental health team: asked at the time, not kept"
    )
    payments = models.JSONField(default=empty_list, help_text="Ways of being paid or not, to choose from: [words]")
    benefits_words = models.TextField(blank=True, help_text="What to know about benefits first")
    is_training = models.BooleanField(default=False, help_text="Straight to training: no host, no agreement")
    position = models.PositiveSmallIntegerField(default=0)
    is_open = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class Route(Stateful):
    """One candidate on one route. Several at once are ordinary."""

    class Status(models.TextChoices):
        ASKED = "asked", "Asked"
        ARRANGED = "arranged", "Arranged"
        UNDER_WAY = "under_way", "Under way"
        FINISHED = "finished", "Finished"
        NOT_NOW = "not_now", "Not now"
        STOPPED = "stopped", "Stopped"

    TRANSITIONS: ClassVar = {
        Status.ASKED: {Status.ARRANGED, Status.NOT_NOW, Status.STOPPED},
        Status.ARRANGED: {Status.UNDER_WAY, Status.NOT_NOW, Status.STOPPED},
        Status.UNDER_WAY: {Status.FINISHED, Status.STOPPED},
        Status.NOT_NOW: {Status.ASKED},
        Status.STOPPED: {Status.ASKED},
    }

    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="routes")
    kind = models.ForeignKey(RouteKind, on_delete=models.PROTECT, related_name="routes")
    status = models.CharField(max_length=9, choices=Status, default=Status.ASKED)
    asked_at = models.DateTimeField()
    words = models.TextField(blank=True, help_text="What they hope for, in their words")
    in_charge = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reply_by = models.DateField(help_text="By when they hear")
    host = models.CharField(max_length=160, blank=True, help_text="The team, ward or group that has them")
    agreement = models.TextField(blank=True, help_text="What was agreed with the host")
    agreed_on = models.DateField(null=True, blank=True)
    payment = models.CharField(max_length=120, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    hours = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True, help_text="A week")
    review_on = models.DateField(null=True, blank=True)
    review_words = models.TextField(blank=True)
    outcome = models.TextField(blank=True, help_text="What came of it, shared with the candidate")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["asked_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="route_arranged_has_a_host",
                condition=~Q(status__in=["arranged", "under_way", "finished"])
                | (~Q(host="") & Q(agreed_on__isnull=False, starts_on__isnull=False)),
            ),
            models.UniqueConstraint(
                fields=["candidate", "kind"],
                condition=Q(status__in=["asked", "arranged", "under_way"]),
                name="one_open_route_of_a_kind",
            ),
        ]


class RouteDay(Record):
    """A day on a route: how many hours, and nothing about how anybody was."""

    route = models.ForeignKey(Route, on_delete=models.PROTECT, related_name="route_days")
    day = models.DateField()
    hours = models.DecimalField(max_digits=4, decimal_places=1)
    expenses = models.DecimalField(max_digits=6, decimal_places=2, default=0, help_text="Pounds")
    written_by = models.CharField(max_length=150)

    class Meta:
        ordering: ClassVar = ["day", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["route", "day"], name="one_line_a_day_on_a_route")]
