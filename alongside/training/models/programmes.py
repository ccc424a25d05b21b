"""What is taught, held as data: principles mapped to a competence framework, programmes with their own rules."""

from typing import Any, ClassVar

from django.db import models

from alongside.core.states import Record


def empty_list() -> list[Any]:
    return []


class Mode(models.TextChoices):
    ONLINE = "online", "Online"
    IN_PERSON = "in_person", "In person"
    MIXED = "mixed", "Online and in person"


class Competence(Record):
    """One heading of a published framework. A title that nobody could check says so."""

    framework = models.CharField(max_length=160)
    version = models.CharField(max_length=20)
    code = models.CharField(max_length=10)
    title = models.CharField(max_length=200)
    is_verified = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["framework", "version", "code"], name="one_competence_of_a_code")
        ]


class Principle(Record):
    """A principle of peer support that understanding is shown against."""

    name = models.CharField(max_length=80, unique=True)
    words = models.TextField(help_text="What it means, in plain words")
    shown_by = models.TextField(blank=True, help_text="What it looks like when someone shows it")
    competences = models.ManyToManyField(Competence, blank=True, related_name="principles")
    position = models.PositiveSmallIntegerField(default=0)
    is_open = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["position", "name"]


class Programme(Record):
    """A training programme and its rules."""

    name = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    about = models.TextField()
    taught_by = models.CharField(max_length=120, help_text="Like: trainers from our Recovery College")
    mode = models.CharField(max_length=9, choices=Mode, default=Mode.ONLINE)
    eligibility = models.JSONField(default=empty_list, help_text="Who it is for, a line each, in plain words")
    prerequisites = models.JSONField(default=empty_list, help_text="What to have done before, a line each")
    criteria = models.JSONField(default=empty_list, help_text="How people are chosen: [{name, words}], shown to all")
    attendance_percent = models.PositiveSmallIntegerField(default=80)
    first_is_required = models.BooleanField(default=True, help_text="The first session must be attended or caught up")
    catch_up = models.TextField(blank=True, help_text="How a missed session is caught up")
    shown_how = models.TextField(blank=True, help_text="How understanding is shown")
    met_words = models.CharField(max_length=60, default="Understanding shown")
    not_yet_words = models.CharField(max_length=60, default="Not yet, and here is what to try")
    equivalent_words = models.TextField(blank=True, help_text="What counts as the same, in plain words")
    reply_days = models.PositiveSmallIntegerField(default=7, help_text="Days to say yes to a place")
    claim_days = models.PositiveSmallIntegerField(default=20, help_text="Days in which a claim is decided")
    is_open = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class Module(Record):
    """One part of a programme, with the principles it covers and what is thought over afterwards."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="modules")
    title = models.CharField(max_length=120)
    about = models.TextField(blank=True)
    prompt = models.TextField(blank=True, help_text="The question of the reflective piece")
    hours = models.DecimalField(max_digits=4, decimal_places=1, default=3)
    is_required = models.BooleanField(default=False, help_text="To be attended or caught up, whatever the share")
    principles = models.ManyToManyField(Principle, blank=True, related_name="modules")
    position = models.PositiveSmallIntegerField(default=0)
    is_open = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["position", "title"]
