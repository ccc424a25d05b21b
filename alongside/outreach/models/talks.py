"""A peer's voice for colleagues, carers and students: asked for, planned with those who speak, given, and thanked."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from alongside.core.states import Record, Stateful


class Audience(models.TextChoices):
    COLLEAGUES = "colleagues", "Colleagues"
    CARERS = "carers", "Carers and families"
    STUDENTS = "students", "Students"
    PUBLIC = "public", "Anyone"


class AwarenessWeek(Record):
    """A week or day that others keep too, to plan something for."""

    name = models.CharField(max_length=120)
    starts_on = models.DateField()
    ends_on = models.DateField()
    about = models.CharField(max_length=300, blank=True, help_text="What it is, and where its dates are published")
    ended_on = models.DateField(null=True, blank=True, help_text="Not kept any more from this day")

    class Meta:
        ordering: ClassVar = ["starts_on", "name"]
        constraints: ClassVar = [
            models.CheckConstraint(name="week_ends_after_start", condition=Q(ends_on__gte=models.F("starts_on")))
        ]


class Ask(Stateful):
    """Somebody asks for a peer's voice: a ward, a university, a carers' group. They are told what becomes of it."""

    class Status(models.TextChoices):
        ASKED = "asked", "Nobody has read it yet"
        TALKING = "talking", "Talking it through"
        AGREED = "agreed", "Agreed"
        NOT_THIS = "not_this", "Not this time"
        WITHDRAWN = "withdrawn", "Taken back"
        DONE = "done", "Done"

    class Kind(models.TextChoices):
        TEACHING = "teaching", "Teaching on a course"
        TALK = "talk", "A talk or a conversation"
        PREPARATION = "preparation", "Getting a team ready for its first peer worker"
        WEEK = "week", "An awareness week or day"
        OTHER = "other", "Something else"

    TRANSITIONS: ClassVar = {
        Status.ASKED: {Status.TALKING, Status.AGREED, Status.NOT_THIS, Status.WITHDRAWN},
        Status.TALKING: {Status.AGREED, Status.NOT_THIS, Status.WITHDRAWN},
        Status.AGREED: {Status.DONE, Status.TALKING, Status.NOT_THIS, Status.WITHDRAWN},
        Status.NOT_THIS: {Status.TALKING},
        Status.WITHDRAWN: {Status.TALKING},
        Status.DONE: {Status.AGREED},
    }

    once = models.CharField(max_length=16, unique=True, help_text="The form's own token: sent twice, kept once")
    status = models.CharField(max_length=9, choices=Status, default=Status.ASKED)
    kind = models.CharField(max_length=11, choices=Kind)
    audience = models.CharField(max_length=10, choices=Audience)
    organisation_name = models.CharField(max_length=160, help_text="The university, ward, team or group that asks")
    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    asked_by = models.CharField(max_length=120)
    email = models.EmailField()
    phone = models.CharField(max_length=30, blank=True)
    about = models.TextField(help_text="What they hope for, in their words")
    hoped_on = models.DateField(null=True, blank=True)
    when_words = models.CharField(max_length=200, blank=True)
    head_count = models.PositiveSmallIntegerField(null=True, blank=True, help_text="How many people they expect")
    where = models.CharField(max_length=200, blank=True)
    thanks_offered = models.CharField(max_length=200, blank=True, help_text="What they can pay, or give back")
    asked_at = models.DateTimeField()
    reply_by = models.DateField(help_text="The day we said by which they hear from a person")
    raised_at = models.DateTimeField(null=True, blank=True, help_text="The lead was told that the day has passed")
    taken_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True, help_text="What they were told")

    class Meta:
        ordering: ClassVar = ["-asked_at", "id"]


class Talk(Stateful):
    """One session: who speaks, to whom, and afterwards how many came. Those who came are never named."""

    class Status(models.TextChoices):
        PLANNED = "planned", "Planned"
        GIVEN = "given", "Given"
        CANCELLED = "cancelled", "Cancelled"

    TRANSITIONS: ClassVar = {
        Status.PLANNED: {Status.GIVEN, Status.CANCELLED},
        Status.GIVEN: {Status.PLANNED},  # by mistake
        Status.CANCELLED: {Status.PLANNED},
    }

    ask = models.ForeignKey(Ask, on_delete=models.PROTECT, null=True, blank=True, related_name="talks")
    week = models.ForeignKey(AwarenessWeek, on_delete=models.PROTECT, null=True, blank=True, related_name="talks")
    status = models.CharField(max_length=9, choices=Status, default=Status.PLANNED)
    title = models.CharField(max_length=160)
    audience = models.CharField(max_length=10, choices=Audience)
    kind = models.CharField(max_length=11, choices=Ask.Kind)
    organisation_name = models.CharField(max_length=160, blank=True)
    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    where = models.CharField(max_length=200, blank=True)
    plan = models.TextField(blank=True, help_text="What will happen, minute by minute or in a line")
    planned_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    changes = models.PositiveSmallIntegerField(default=0, help_text="How often it was moved: the calendar's SEQUENCE")
    given_at = models.DateTimeField(null=True, blank=True)
    head_count = models.PositiveSmallIntegerField(null=True, blank=True, help_text="How many came; nobody is named")
    outcome = models.TextField(blank=True, help_text="What came of it")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    because = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["starts_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(name="talk_ends_after_start", condition=Q(ends_at__gt=models.F("starts_at"))),
            models.CheckConstraint(
                name="talk_given_has_count",
                condition=~Q(status="given") | Q(given_at__isnull=False, head_count__isnull=False),
            ),
        ]


class Speaker(Stateful):
    """A peer worker asked to speak once. What they are content to share is theirs: for this time and no other."""

    class Status(models.TextChoices):
        ASKED = "asked", "Asked"
        YES = "yes", "Yes"
        NO = "no", "Not this time"
        SPOKE = "spoke", "Spoke"

    TRANSITIONS: ClassVar = {
        Status.ASKED: {Status.YES, Status.NO},
        Status.YES: {Status.NO, Status.SPOKE},  # they may step back until the moment itself
        Status.NO: {Status.YES},
        Status.SPOKE: {Status.YES},
    }
    AUDIT_PRIVATE: ClassVar = frozenset({"status"})

    class Thanks(models.TextChoices):
        NONE = "", "Part of their work"
        PAYMENT = "payment", "Paid"
        TIME_BACK = "time_back", "Time back"
        VOUCHER = "voucher", "A voucher"

    talk = models.ForeignKey(Talk, on_delete=models.PROTECT, related_name="speakers")
    worker = models.ForeignKey("workforce.Worker", on_delete=models.PROTECT, related_name="talks")
    status = models.CharField(max_length=5, choices=Status, default=Status.ASKED)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    sharing = models.TextField(blank=True, help_text="What they are content to share this time; gone when it is over")
    needs = models.CharField(max_length=300, blank=True, help_text="What helps them on the day")
    thanks = models.CharField(max_length=9, choices=Thanks, blank=True)
    thanks_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    thanks_pence = models.PositiveIntegerField(null=True, blank=True)
    thanks_given_at = models.DateTimeField(null=True, blank=True)
    debriefed_at = models.DateTimeField(null=True, blank=True, help_text="Somebody asked how it was for them")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["talk", "worker"], name="speaks_once_at_a_talk")]


class TalkFeedback(Record):
    """What somebody who came said. Nothing here says who."""

    talk = models.ForeignKey(Talk, on_delete=models.PROTECT, related_name="feedback")
    useful = models.PositiveSmallIntegerField(null=True, blank=True, help_text="1 not at all, to 5 very")
    words = models.TextField(blank=True)
    given_on = models.DateField(help_text="The day only: a moment could say who")

    class Meta:
        ordering: ClassVar = ["-given_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="talk_feedback_says_something", condition=Q(useful__isnull=False) | ~Q(words="")
            ),
            models.CheckConstraint(
                name="talk_feedback_useful_in_range", condition=Q(useful=None) | Q(useful__gte=1, useful__lte=5)
            ),
        ]
