"""An application, saved as it is written; and equality answers, which are only ever counts."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from alongside.core.states import Record, Stateful
from alongside.recruitment.models.vacancies import Question, Vacancy


class Application(Stateful):
    class Status(models.TextChoices):
        STARTED = "started", "Being written"
        SENT = "sent", "Being read"
        TO_MEET = "to_meet", "Asked to meet us"
        MET = "met", "Met us"
        RESERVE = "reserve", "On the reserve list"
        OFFERED = "offered", "Offered the job"
        CHECKS = "checks", "Checks under way"
        READY = "ready", "Checks all clear"
        IN_POST = "in_post", "Started"
        NOT_THIS_TIME = "not_this_time", "Not this time"
        WITHDRAWN = "withdrawn", "Taken back"
        SAID_NO = "said_no", "Said no to the offer"

    TRANSITIONS: ClassVar = {
        Status.STARTED: {Status.SENT, Status.WITHDRAWN},
        Status.SENT: {Status.STARTED, Status.TO_MEET, Status.NOT_THIS_TIME, Status.WITHDRAWN},
        Status.TO_MEET: {Status.MET, Status.NOT_THIS_TIME, Status.WITHDRAWN},
        Status.MET: {Status.OFFERED, Status.RESERVE, Status.NOT_THIS_TIME, Status.WITHDRAWN},
        Status.RESERVE: {Status.OFFERED, Status.NOT_THIS_TIME, Status.WITHDRAWN},
        Status.OFFERED: {Status.CHECKS, Status.SAID_NO, Status.WITHDRAWN, Status.NOT_THIS_TIME},
        Status.CHECKS: {Status.READY, Status.WITHDRAWN, Status.NOT_THIS_TIME},
        Status.READY: {Status.CHECKS, Status.IN_POST, Status.WITHDRAWN, Status.NOT_THIS_TIME},
    }

    class Written(models.TextChoices):
        """How the answers come. Asking for another way is an adjustment and never counts against anyone."""

        HERE = "here", "Written here"
        SPOKEN = "spoken", "Spoken"
        FILE = "file", "In a file"
        PAPER = "paper", "On paper, or by phone with us"

    AUDIT_PRIVATE: ClassVar = frozenset({"written"})

    candidate = models.ForeignKey("candidates.Candidate", on_delete=models.PROTECT, related_name="applications")
    vacancy = models.ForeignKey(Vacancy, on_delete=models.PROTECT, related_name="applications")
    number = models.PositiveIntegerField(help_text="What shortlisters see: unrelated to when it arrived")
    status = models.CharField(max_length=13, choices=Status, default=Status.STARTED)
    written = models.CharField(max_length=6, choices=Written, default=Written.HERE)
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    seen_vacancy_at = models.DateTimeField(help_text="The vacancy's words they have seen: later changes are shown")
    interview_if_meets = models.BooleanField(
        null=True, blank=True, help_text="Meet me if I show the essentials (Disability Confident): yes or no only"
    )
    right_to_work = models.BooleanField(null=True, blank=True, help_text="They say so; seen later as a check")
    history_words = models.TextField(blank=True, help_text="Anything about the years that they wish to say")
    answered_at = models.DateTimeField(null=True, blank=True, help_text="When the last answer from us was told")
    time_picked_at = models.DateTimeField(null=True, blank=True, help_text="When they first picked a time to meet us")
    outcome_words = models.TextField(blank=True, help_text="What we tell them, and what to try next")
    offered_at = models.DateTimeField(null=True, blank=True)
    offer_by = models.DateTimeField(null=True, blank=True, help_text="By when they answer the offer")
    offer_words = models.TextField(blank=True)
    offer_reminded_at = models.DateTimeField(null=True, blank=True)
    offer_raised_at = models.DateTimeField(null=True, blank=True, help_text="When we were told: no answer came")
    silence_raised_at = models.DateTimeField(null=True, blank=True, help_text="When we were told: they hear nothing")
    accepted_at = models.DateTimeField(null=True, blank=True)
    reserve_until = models.DateField(null=True, blank=True)
    ready_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["candidate", "vacancy"], name="one_application_each"),
            models.UniqueConstraint(fields=["vacancy", "number"], name="one_number_a_vacancy"),
            models.CheckConstraint(
                name="application_sent_has_moment",
                condition=Q(status__in=["started", "withdrawn"]) | Q(sent_at__isnull=False),
            ),
            models.CheckConstraint(
                name="application_offered_has_moment",
                condition=~Q(status__in=["offered", "checks", "ready", "in_post", "said_no"])
                | Q(offered_at__isnull=False),
            ),
            models.CheckConstraint(
                name="application_ready_has_moment",
                condition=~Q(status__in=["ready", "in_post"]) | Q(ready_at__isnull=False),
            ),
            models.CheckConstraint(
                name="application_over_has_moment",
                condition=~Q(status__in=["not_this_time", "withdrawn", "said_no", "in_post"])
                | Q(ended_at__isnull=False),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["vacancy", "status"], name="application_by_vacancy")]


class Answer(Record):
    """One answer of an application: words, or a file as an adjustment."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(blank=True)
    file = models.ForeignKey("core.KeptFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "question"], name="one_answer_a_question")
        ]


class HistoryItem(Record):
    """Work or life: a job, caring, volunteering, study, getting well. Gaps are fine and are never asked about."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="history")
    what = models.CharField(max_length=160)
    where = models.CharField(max_length=160, blank=True)
    years = models.CharField(max_length=60, blank=True, help_text="As they put it, like: 2015 to 2019")
    words = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "id"]


class EqualityCount(models.Model):
    """How many gave this answer at this stage of this vacancy: a number, and nothing else.

    No id of an application, no moment, no order (every row stands, at nought, from the day the vacancy opens): nothing
    in the database ties an answer to whoever gave it.
    """

    class Stage(models.TextChoices):
        SENT = "sent", "Applied"
        TO_MEET = "to_meet", "Asked to meet us"
        ACCEPTED = "accepted", "Accepted an offer"

    id = models.CharField(primary_key=True, max_length=80, help_text="vacancy:stage:question:answer")
    vacancy = models.ForeignKey(Vacancy, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=8, choices=Stage)
    question = models.CharField(max_length=20)
    answer = models.CharField(max_length=20, help_text="A code of the question's list; rather_not")
    many = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["vacancy", "stage", "question", "answer"], name="one_count_an_answer")
        ]
