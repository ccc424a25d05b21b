"""The six NHS employment checks and what the trust adds, each with whose turn it is; and the first day.

Never what a document says, never what a check found, never anything about health.
"""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from alongside.core.states import Record, Stateful
from alongside.recruitment.models.applications import Application


def empty_list() -> list[Any]:
    return []


class CheckKind(Record):
    """One kind of check, as data. The six are NHS Employers' employment check standards; a trust may add its own."""

    code = models.SlugField(max_length=30, unique=True)
    name = models.CharField(max_length=80)
    about = models.TextField(help_text="What it is and who sees what, for the candidate")
    is_standard = models.BooleanField(
        default=False, help_text="One of the six: it can be not applicable, never left out"
    )
    usual_days = models.PositiveSmallIntegerField(default=10)
    first_turn = models.CharField(max_length=9, default="candidate", help_text="candidate, us or others")
    others = models.CharField(max_length=80, blank=True, help_text="Who else, like: a nurse, DBS, your referee")
    candidate_does = models.CharField(max_length=200, blank=True, help_text="What the candidate is asked to do")
    evidence = models.JSONField(default=empty_list, help_text="Types of evidence that count, a line each")
    position = models.PositiveSmallIntegerField(default=0)
    is_open = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["position", "code"]


class Check(Stateful):
    class Status(models.TextChoices):
        NOT_STARTED = "not_started", "Not started"
        CANDIDATE = "candidate", "The candidate’s turn"
        US = "us", "Our turn"
        OTHERS = "others", "With others"
        TALK = "talk", "Somebody would like to talk with them"
        CLEAR = "clear", "Clear"
        NOT_NEEDED = "not_needed", "Not needed for this job"

    TRANSITIONS: ClassVar = {
        Status.NOT_STARTED: {Status.CANDIDATE, Status.US, Status.OTHERS, Status.NOT_NEEDED},
        Status.CANDIDATE: {Status.US, Status.OTHERS, Status.TALK, Status.CLEAR, Status.NOT_NEEDED},
        Status.US: {Status.CANDIDATE, Status.OTHERS, Status.TALK, Status.CLEAR, Status.NOT_NEEDED},
        Status.OTHERS: {Status.CANDIDATE, Status.US, Status.TALK, Status.CLEAR, Status.NOT_NEEDED},
        Status.TALK: {Status.CANDIDATE, Status.US, Status.OTHERS, Status.CLEAR, Status.NOT_NEEDED},
        Status.CLEAR: {Status.US},  # cleared by mistake
        Status.NOT_NEEDED: {Status.US},
    }

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="checks")
    kind = models.ForeignKey(CheckKind, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=11, choices=Status, default=Status.NOT_STARTED)
    with_whom = models.CharField(max_length=80, blank=True, help_text="With others: who, in the candidate's words")
    expected_days = models.PositiveSmallIntegerField()
    started_on = models.DateField(null=True, blank=True)
    turn_since = models.DateField(null=True, blank=True)
    done_by_candidate_at = models.DateTimeField(null=True, blank=True)
    evidence = models.CharField(max_length=120, blank=True, help_text="The type of what was seen, never what it says")
    seen_by = models.CharField(max_length=150, blank=True)
    seen_on = models.DateField(null=True, blank=True)
    renew_on = models.DateField(null=True, blank=True)
    news = models.CharField(max_length=300, blank=True, help_text="What we last told the candidate about it")
    news_at = models.DateTimeField(null=True, blank=True)
    cleared_at = models.DateTimeField(null=True, blank=True)
    raised_at = models.DateTimeField(null=True, blank=True, help_text="When somebody was told that it is stuck")
    help_asked_at = models.DateTimeField(null=True, blank=True, help_text="They have no photo ID: help them")

    class Meta:
        ordering: ClassVar = ["kind__position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "kind"], name="one_check_of_a_kind"),
            models.CheckConstraint(
                name="check_clear_was_seen",
                condition=~Q(status="clear")
                | (Q(cleared_at__isnull=False, seen_on__isnull=False) & ~Q(evidence="") & ~Q(seen_by="")),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["status", "turn_since"], name="check_by_turn")]


class Referee(Record):
    """Someone who can speak for them, asked for only after an offer. What a reference says is not kept here."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="referees")
    name = models.CharField(max_length=120)
    knows_how = models.CharField(max_length=160)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    asked_on = models.DateField(null=True, blank=True)
    came_on = models.DateField(null=True, blank=True)
    replaced_at = models.DateTimeField(null=True, blank=True)


class FirstDay(Record):
    """The start: the day, the people, and what must be ready before it."""

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="first_day")
    worker = models.OneToOneField(
        "workforce.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="first_day"
    )
    starts_on = models.DateField()
    where = models.CharField(max_length=200, blank=True)
    work_email = models.EmailField(blank=True)
    manager = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    supervisor = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    adjustments_agreed_at = models.DateTimeField(null=True, blank=True, help_text="Agreed with them before day one")
    started_at = models.DateTimeField(null=True, blank=True)


class InductionItem(Record):
    """One thing of the first weeks: to be shown round, a meeting in the first month, a system to get into."""

    class Kind(models.TextChoices):
        INDUCTION = "induction", "To be shown"
        MEETING = "meeting", "A meeting"

    first_day = models.ForeignKey(FirstDay, on_delete=models.PROTECT, related_name="items")
    kind = models.CharField(max_length=9, choices=Kind, default=Kind.INDUCTION)
    what = models.CharField(max_length=160)
    with_whom = models.CharField(max_length=150, blank=True)
    ward = models.ForeignKey("accounts.Ward", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    pathway = models.ForeignKey("accounts.Pathway", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    at = models.DateTimeField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    done_by = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering: ClassVar = ["due_on", "at", "id"]
