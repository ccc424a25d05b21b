"""What helped me: peers' own ways of managing day to day, in their words, while they say so. Never advice."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from alongside.core.states import Record, Stateful


def empty_list() -> list[Any]:
    return []


class Strategy(Stateful):
    """One worker's own way of managing. Theirs: shown under their yes, until a day, and taken back at once.

    `yes_at` is their yes to exactly these words: while it stands, whoever keeps them reads them. `shown_until` is the
    last day of the library; after it a yes still stands for those who keep the words, until the worker takes it back.
    """

    AUDIT_PRIVATE: ClassVar = frozenset({"worker"})  # it may be in the library without a name

    class Status(models.TextChoices):
        DRAFT = "draft", "Being written"
        SHOWN = "shown", "In the library"
        RESTING = "resting", "Taken out of the library"

    TRANSITIONS: ClassVar = {
        Status.DRAFT: {Status.SHOWN, Status.RESTING},
        Status.SHOWN: {Status.RESTING, Status.DRAFT},  # changed words need a new yes
        Status.RESTING: {Status.DRAFT, Status.SHOWN},
    }

    worker = models.ForeignKey("workforce.Worker", on_delete=models.PROTECT, related_name="strategies")
    status = models.CharField(max_length=7, choices=Status, default=Status.DRAFT)
    title = models.CharField(max_length=120, help_text="Like: When I cannot sleep")
    words = models.TextField(help_text="What helped me")
    topics = models.JSONField(default=empty_list, help_text="Words people look for")
    named = models.BooleanField(default=False, help_text="Their first name is shown with it")
    yes_at = models.DateTimeField(null=True, blank=True, help_text="Their yes to exactly these words")
    shown_until = models.DateField(null=True, blank=True, help_text="The last day in the library")
    ending_said_at = models.DateTimeField(null=True, blank=True)
    taken_out_why = models.CharField(max_length=300, blank=True, help_text="What the lead said when they took it out")
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["title", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="strategy_shown_under_a_yes",
                condition=~Q(status="shown") | Q(yes_at__isnull=False, shown_until__isnull=False),
            )
        ]


class StrategyShown(Record):
    """A strategy that a worker showed to a person, who may keep it for as long as its writer lets it be read."""

    AUDIT_PRIVATE: ClassVar = frozenset({"strategy"})  # what they let go is not to be read there either

    strategy = models.ForeignKey(Strategy, on_delete=models.PROTECT, related_name="shown_to")
    person = models.ForeignKey("referrals.Person", on_delete=models.PROTECT, related_name="strategies")
    shown_by = models.CharField(max_length=150)
    shown_at = models.DateTimeField()
    why = models.CharField(max_length=300, blank=True, help_text="A line to the person: why this one")
    kept_at = models.DateTimeField(null=True, blank=True)
    let_go_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-shown_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["strategy", "person"], name="strategy_shown_once_to_a_person")
        ]
