"""The person supported, how to reach them, and what they need."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from alongside.core.states import Record


class Person(Record):
    """Someone who asks for support, for themself or as a carer. Nothing here says whether they ever worked for us."""

    class ContactBy(models.TextChoices):
        PHONE = "phone", "Phone call"
        TEXT = "text", "Text message"
        EMAIL = "email", "Email"
        POST = "post", "Letter"
        SOMEONE = "someone", "Through someone else"

    AUDIT_PRIVATE: ClassVar = frozenset({"birth_date"})

    user = models.OneToOneField(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="person_record"
    )
    first_name = models.CharField(max_length=80)
    last_name = models.CharField(max_length=80)
    known_as = models.CharField(max_length=80, blank=True)
    birth_date = models.DateField(null=True, blank=True)
    nhs_number = models.CharField(max_length=10, blank=True, db_index=True)
    search_name = models.CharField(max_length=250, db_index=True, help_text="Lower case, without accents, for LIKE")
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    address = models.CharField(max_length=250, blank=True)
    area = models.CharField(max_length=80, blank=True, help_text="The place people know it by, like Thanet")
    contact_by = models.CharField(max_length=8, choices=ContactBy, blank=True)
    contact_safely = models.TextField(blank=True, help_text="When and how it is safe to get in touch")
    language = models.CharField(max_length=3, default="en", help_text="ISO 639-1, or bfi for British Sign Language")
    interpreter = models.BooleanField(default=False)
    needs_asked_on = models.DateField(null=True, blank=True)
    origin = models.CharField(
        max_length=200, blank=True, help_text="Where it was brought in from: the file, the sheet and the row"
    )
    reminders = models.BooleanField(default=True, help_text="They like to be reminded of meetings, their chosen way")
    died_on = models.DateField(null=True, blank=True, help_text="Nothing is sent or booked any more")
    death_written_at = models.DateTimeField(null=True, blank=True)
    same_as = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="copies",
        help_text="The record that stands for both, once someone said these two are one person",
    )

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def called(self) -> str:
        return self.known_as or self.first_name


class Identifier(Record):
    """Another number the person is known by, such as the trust record system's."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="identifiers")
    number = models.CharField(max_length=40)
    issuer = models.CharField(max_length=80)
    ended_on = models.DateField(null=True, blank=True, help_text="Not used any more, or written by mistake")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "issuer", "number"], condition=Q(ended_on=None), name="identifier_written_once"
            )
        ]


class NotSame(Record):
    """Somebody looked at two records that seemed to be one person, and they are two."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()
    said_by = models.CharField(max_length=150)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "other"], name="not_same_said_once")]


class Need(Record):
    """A communication need or reasonable adjustment: shown wherever someone books, messages or meets."""

    class Kind(models.TextChoices):
        COMMUNICATION = "communication", "Communication need"
        ADJUSTMENT = "adjustment", "Reasonable adjustment"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="needs")
    kind = models.CharField(max_length=13, choices=Kind)
    words = models.CharField(max_length=200)
    review_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["review_on"], condition=Q(ended_on=None), name="need_to_review")]


class OtherContact(Record):
    """Someone the person says may, or may not, be contacted."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="other_contacts")
    name = models.CharField(max_length=120)
    relation = models.CharField(max_length=80, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    what_for = models.CharField(max_length=200, blank=True)
    may_contact = models.BooleanField(default=True)
    ended_on = models.DateField(null=True, blank=True)
