"""A week's proposal: who could cover what, found by the solver in the worker, accepted by a person, all or some."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from alongside.bank.models.shifts import Shift
from alongside.core.states import Record, Stateful


def empty_list() -> list[Any]:
    return []


class Proposal(Stateful):
    class Status(models.TextChoices):
        ASKED = "asked", "Waiting to begin"
        LOOKING = "looking", "Looking"
        READY = "ready", "Ready to look at"
        ACCEPTED = "accepted", "Accepted, all or some"
        STOPPED = "stopped", "Stopped"
        FAILED = "failed", "Could not be made"

    TRANSITIONS: ClassVar = {
        Status.ASKED: {Status.LOOKING, Status.STOPPED, Status.FAILED},
        Status.LOOKING: {Status.READY, Status.STOPPED, Status.FAILED, Status.ASKED},  # asked: a worker was lost
        Status.READY: {Status.ACCEPTED, Status.STOPPED},
        Status.ACCEPTED: set(),
    }

    starts_on = models.DateField()
    ends_on = models.DateField(help_text="The last day")
    status = models.CharField(max_length=8, choices=Status, default=Status.ASKED)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=150)
    asked_by_user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(null=True, blank=True)
    looked_until = models.DateTimeField(null=True, blank=True, help_text="A worker is at it until then, or was lost")
    progress = models.PositiveSmallIntegerField(default=0, help_text="Of a hundred")
    doing = models.CharField(max_length=120, blank=True, help_text="Like: Looking at 8 people")
    closed_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["-asked_at"]


class ProposalLine(Record):
    """One shift, or one date of a group with nobody to run it: who could, or what is in the way.

    Accepted, it becomes an offer to that worker: nobody is ever put on anything without their own yes.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="lines")
    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    group_date = models.ForeignKey(
        "groups.GroupDate", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    position = models.PositiveSmallIntegerField(default=0)
    worker = models.ForeignKey("workforce.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reasons = models.JSONField(default=empty_list, help_text="In words: why them, or what stands in the way")
    accepted_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=200, blank=True, help_text="Why it could not be taken up after all")

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["proposal", "position"], name="one_proposal_line_a_place"),
            models.CheckConstraint(
                name="proposal_line_for_one_thing",
                condition=Q(shift__isnull=False, group_date=None) | Q(shift=None, group_date__isnull=False),
            ),
        ]
