"""Contacts as they happened, who was there, and the person's own side."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from alongside.core.nhs import codes
from alongside.core.states import Record
from alongside.support.models.meetings import Meeting
from alongside.support.models.relationships import Relationship

# The words people choose from, and the national code behind each (MHSDS v6). The codes are never shown to them.
HOW = {
    "01": "In person",
    "02": "Phone",
    "11": "Video",
    "09": "Text message",
    "05": "Email",
    "98": "Another way",
}
WHERE = {
    "N01": "Park or street",
    "N02": "Café or library",
    "A01": "Their home",
    "E02": "A ward",
    "E01": "Our base or a clinic",
    "N03": "A charity or community place",
    "X01": "Somewhere else",
}
PUBLIC_PLACES = ("N01", "N02", "N03")  # a place that says nothing about why someone is there
IN_PERSON, WRITTEN = "01", ("09", "05")
MET, MET_LATE, TOO_LATE, COULD_NOT, DID_NOT_COME, WE_CANCELLED = "5", "6", "7", "2", "3", "4"
ATTENDED = (MET, MET_LATE)


def empty_list() -> list[Any]:
    return []


class Contact(Record):
    """One contact, as it happened (MHSDS MHS201). A correction is a new row; the old one stays, no longer current."""

    class Words(models.TextChoices):
        NONE = "none", "Just counted"
        TOGETHER = "together", "Written together"
        READ_BACK = "read_back", "Read back to them"
        NOT_SEEN = "not_seen", "Not yet seen by them"

    YES_NO: ClassVar = [("Y", "Yes"), ("N", "No")]

    referral = models.ForeignKey("referrals.Referral", on_delete=models.PROTECT, related_name="contacts")
    relationship = models.ForeignKey(
        Relationship, on_delete=models.PROTECT, related_name="contacts", null=True, blank=True
    )
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="contacts", null=True, blank=True, db_index=False
    )
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Together; not travel or writing")
    attendance = models.CharField(max_length=1, choices=codes.ATTENDANCE.choices())
    mechanism = models.CharField(max_length=2, choices=codes.MECHANISM.choices())
    location = models.CharField(max_length=3, choices=codes.LOCATION.choices(), blank=True)
    place = models.CharField(max_length=160, blank=True)
    subject = models.CharField(max_length=2, choices=codes.CONTACT_SUBJECT.choices(), default="01")
    interpreter = models.CharField(max_length=1, choices=codes.INTERPRETER.choices(), blank=True)
    adjustment_made = models.CharField(max_length=1, choices=YES_NO, blank=True)
    needs_met = models.JSONField(default=empty_list, blank=True, help_text="[need id]: the adjustments that were made")
    planned = models.CharField(max_length=1, choices=YES_NO)
    cancellation = models.CharField(
        max_length=2, choices=codes.CANCELLATION.choices(), blank=True, help_text="Ours only; never theirs"
    )
    therapy_mode = models.CharField(max_length=1, choices=codes.THERAPY_MODE.choices(), default="1")
    social = models.BooleanField(default=False)
    emotional = models.BooleanField(default=False)
    practical = models.BooleanField(default=False)
    words = models.TextField(blank=True, max_length=1000)
    words_are = models.CharField(max_length=9, choices=Words, default=Words.NONE)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=150)
    recorded_by_user = models.CharField(max_length=16, blank=True)
    once = models.CharField(max_length=16, unique=True, help_text="Of the form it came from: sent twice, kept once")
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by")
    origin = models.CharField(
        max_length=200, blank=True, help_text="Where it was brought in from: the file, the sheet and the row"
    )
    time_known = models.BooleanField(default=True, help_text="False: only the day was written down; starts_at is noon")
    is_current = models.BooleanField(default=True, help_text="False once a correction replaced it or it was undone")
    copied_at = models.DateTimeField(null=True, blank=True, help_text="Ticked as copied to the trust's own record")
    copied_by = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="contact_words_say_what_they_are", condition=Q(words="", words_are="none") | ~Q(words_are="none")
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["relationship", "is_current", "starts_at"], name="contact_by_relationship"),
            # Partial, because SQLite reads "WHERE is_current" from no other kind; wide enough to count from alone.
            models.Index(
                fields=["starts_at", "attendance", "relationship"], condition=Q(is_current=True), name="contact_by_day"
            ),
            models.Index(
                fields=["copied_at", "starts_at", "relationship"], condition=Q(is_current=True), name="contact_copied"
            ),
            # Only those with a meeting: thousands that were brought in without one would make it seem useless.
            models.Index(fields=["meeting"], condition=Q(meeting__isnull=False), name="contact_by_meeting"),
            models.Index(
                fields=["relationship"], condition=Q(is_current=True, words_are="not_seen"), name="contact_not_seen"
            ),
        ]

    @property
    def attended(self) -> bool:
        return self.attendance in ATTENDED


class ContactStaff(Record):
    """A worker who was there (MHSDS MHS206)."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="staff")
    worker = models.ForeignKey("workforce.Worker", on_delete=models.PROTECT, related_name="contacts")
    starts_at = models.DateTimeField(help_text="When the contact was: a worker’s weeks are found from here alone")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["contact", "worker"], name="worker_at_contact_once")]
        indexes: ClassVar = [models.Index(fields=["worker", "starts_at"], name="staff_by_day")]


class ContactOther(Record):
    """Somebody else who was there, by national kind (MHSDS MHS203)."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="others")
    kind = models.CharField(max_length=2, choices=codes.OTHER_PRESENT.choices())


class TheirWords(Record):
    """The person's own side of a contact."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="their_words")
    words = models.TextField(max_length=1000)
    said_by = models.CharField(max_length=120)
    written_by = models.CharField(max_length=150)
    written_at = models.DateTimeField()
