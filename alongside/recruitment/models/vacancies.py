"""A vacancy: what the work is, what is looked for and how it is found out; and adverts read from NHS Jobs."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from alongside.core.states import Record, Stateful


def empty_list() -> list[Any]:
    return []


class Vacancy(Stateful):
    class Status(models.TextChoices):
        DRAFT = "draft", "Being written"
        OPEN = "open", "Open"
        CLOSED = "closed", "Closed"
        FINISHED = "finished", "Everyone has heard"
        WITHDRAWN = "withdrawn", "Withdrawn"

    class Contract(models.TextChoices):
        PERMANENT = "permanent", "Permanent"
        FIXED = "fixed", "Fixed term"
        BANK = "bank", "Staff bank"

    class Audience(models.TextChoices):
        PUBLIC = "public", "Everyone"
        INTERNAL = "internal", "People who work for the trust"

    TRANSITIONS: ClassVar = {
        Status.DRAFT: {Status.OPEN, Status.WITHDRAWN},
        Status.OPEN: {Status.CLOSED, Status.WITHDRAWN},
        Status.CLOSED: {Status.OPEN, Status.FINISHED, Status.WITHDRAWN},
        Status.FINISHED: {Status.CLOSED},
    }

    post = models.ForeignKey(
        "workforce.Post", on_delete=models.PROTECT, null=True, blank=True, related_name="vacancies"
    )
    status = models.CharField(max_length=9, choices=Status, default=Status.DRAFT)
    title = models.CharField(max_length=120)
    lede = models.CharField(max_length=300, blank=True, help_text="One sentence that says what it is")
    reference = models.CharField(
        max_length=40, unique=True, null=True, blank=True, help_text="As on NHS Jobs, if there"
    )
    audience = models.CharField(max_length=8, choices=Audience, default=Audience.PUBLIC)
    public_from = models.DateField(null=True, blank=True, help_text="Internal first: public from this day")
    pathway = models.ForeignKey("accounts.Pathway", on_delete=models.PROTECT, related_name="vacancies")
    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, null=True, blank=True, related_name="vacancies")
    site = models.ForeignKey("accounts.Site", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    band = models.CharField(max_length=10, blank=True)
    salary_from = models.PositiveIntegerField(help_text="Pounds a year, full time")
    salary_to = models.PositiveIntegerField(help_text="Pounds a year, full time")
    hours = models.DecimalField(max_digits=4, decimal_places=1, help_text="A week")
    hours_words = models.CharField(max_length=200, blank=True, help_text="Like: days and job share can be talked about")
    contract = models.CharField(max_length=9, choices=Contract, default=Contract.PERMANENT)
    contract_until = models.DateField(null=True, blank=True)
    places = models.PositiveSmallIntegerField(default=1)
    about = models.TextField(blank=True, help_text="Markdown: the team and the work")
    would_do = models.JSONField(default=empty_list, help_text="What you would do, a line each")
    not_asked = models.JSONField(default=empty_list, help_text="What we will not ask you to do, a line each")
    support_words = models.TextField(blank=True, help_text="Supervision, training, time off, adjustments")
    benefits_words = models.TextField(blank=True, help_text="Advice on hours and benefits")
    lived_experience = models.CharField(
        max_length=300, blank=True, help_text="How the criterion on lived experience is worded here"
    )
    needs_training = models.BooleanField(default=True, help_text="Our training, or training accepted as the same")
    informal_name = models.CharField(max_length=120, blank=True, help_text="Whom to ask informally")
    informal_contact = models.CharField(max_length=160, blank=True)
    interview_questions = models.JSONField(default=empty_list, help_text="Shared with everyone who is met")
    questions_days = models.PositiveSmallIntegerField(default=3, help_text="Days before, on which they are sent")
    apply_link = models.URLField(blank=True, max_length=500, help_text="NHS Jobs; empty: apply here")
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    close_after = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Closes at this many applications")
    shortlisted_by = models.DateField(null=True, blank=True)
    interviews_from = models.DateField(null=True, blank=True)
    hear_by = models.DateField(null=True, blank=True)
    starts_around = models.DateField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True, help_text="When its words last changed while it was open")
    changed_words = models.CharField(max_length=300, blank=True, help_text="What changed, for those who began before")
    told_at = models.DateTimeField(
        null=True, blank=True, help_text="When the pool and those who asked for alerts were told of it, once"
    )
    recruiter = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    bar = models.PositiveSmallIntegerField(default=2, help_text="The score on every essential that means: meet them")

    class Meta:
        ordering: ClassVar = ["closes_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="vacancy_open_has_moments",
                condition=~Q(status__in=["open", "closed", "finished"])
                | Q(opened_at__isnull=False, closes_at__isnull=False),
            ),
            models.CheckConstraint(
                name="vacancy_closed_has_moment",
                condition=~Q(status__in=["closed", "finished"]) | Q(closed_at__isnull=False),
            ),
            models.CheckConstraint(name="vacancy_pay_goes_up", condition=Q(salary_to__gte=models.F("salary_from"))),
        ]
        indexes: ClassVar = [models.Index(fields=["status", "closes_at"], name="vacancy_by_status")]


class Criterion(Record):
    """One line of the person specification, and how it is found out."""

    class How(models.TextChoices):
        FORM = "form", "Your application"
        INTERVIEW = "interview", "When we meet"
        CERTIFICATE = "certificate", "Your certificate"

    vacancy = models.ForeignKey(Vacancy, on_delete=models.PROTECT, related_name="criteria")
    words = models.CharField(max_length=300)
    is_essential = models.BooleanField(default=True)
    is_lived_experience = models.BooleanField(default=False, help_text="Always first")
    how = models.CharField(max_length=11, choices=How, default=How.FORM)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["-is_lived_experience", "-is_essential", "position", "id"]


class Question(Record):
    """One question of the application form, shown beforehand on the vacancy."""

    vacancy = models.ForeignKey(Vacancy, on_delete=models.PROTECT, related_name="questions")
    prompt = models.CharField(max_length=300)
    hint = models.TextField(blank=True)
    starters = models.JSONField(default=empty_list, help_text="Ways to begin, a line each")
    max_words = models.PositiveSmallIntegerField(default=300)
    criteria = models.ManyToManyField(Criterion, blank=True, related_name="questions")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "id"]


class PanelMember(Record):
    """Someone named to shortlist, to interview, or both, for one vacancy."""

    vacancy = models.ForeignKey(Vacancy, on_delete=models.PROTECT, related_name="panel")
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    shortlists = models.BooleanField(default=True)
    interviews = models.BooleanField(default=True)
    settles = models.BooleanField(default=False, help_text="Decides where the two who shortlist cannot agree")
    is_peer = models.BooleanField(default=False, help_text="Brings lived experience to the panel")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["vacancy", "user"], name="once_on_a_panel")]


class JobAdvert(Record):
    """An advert of ours read from NHS Jobs, shown once: here where it is ours, with a link back."""

    external_id = models.CharField(max_length=60, unique=True)
    reference = models.CharField(max_length=60, blank=True, db_index=True)
    title = models.CharField(max_length=200)
    employer = models.CharField(max_length=200, blank=True)
    about = models.TextField(blank=True)
    locations = models.CharField(max_length=300, blank=True)
    salary = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=60, blank=True)
    posted_on = models.DateField(null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True)
    url = models.URLField(max_length=500)
    seen_at = models.DateTimeField(help_text="When the feed last held it")
    gone_at = models.DateTimeField(null=True, blank=True)
