"""The peer relationship: what was agreed, meetings booked, contacts recorded, goals."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from alongside.core.nhs import codes
from alongside.core.states import Record, Stateful

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
RHYTHMS = {"Every week": 7, "Every two weeks": 14, "Every four weeks": 28, "When we both want to": None}


def empty_list() -> list[Any]:
    return []


class Relationship(Stateful):
    """One person and one worker, walking together for one request, from introduction to ending."""

    class Status(models.TextChoices):
        INTRODUCED = "introduced", "Before the first meeting"
        MEETING = "meeting", "Meeting"
        ENDED = "ended", "Ended"

    class EndedBy(models.TextChoices):
        PERSON = "person", "The person stopped"
        BOTH = "both", "They ended well together"
        SERVICE = "service", "The service"

    TRANSITIONS: ClassVar = {
        Status.INTRODUCED: {Status.MEETING, Status.ENDED},
        Status.MEETING: {Status.INTRODUCED, Status.ENDED},  # back: the first contact was taken back or corrected
    }

    referral = models.ForeignKey("referrals.Referral", on_delete=models.PROTECT, related_name="relationships")
    worker = models.ForeignKey("workforce.Worker", on_delete=models.PROTECT, related_name="relationships")
    status = models.CharField(max_length=10, choices=Status, default=Status.INTRODUCED)
    introduced_at = models.DateTimeField()
    first_met_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=7, choices=EndedBy, blank=True)
    ended_said_by = models.CharField(max_length=120, blank=True)
    ended_written_by = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["referral"], condition=~Q(status="ended"), name="one_open_relationship_per_referral"
            ),
            models.CheckConstraint(
                name="relationship_meeting_has_moment", condition=~Q(status="meeting") | Q(first_met_at__isnull=False)
            ),
            models.CheckConstraint(
                name="relationship_ended_has_moment", condition=~Q(status="ended") | Q(ended_at__isnull=False)
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["worker", "status"], name="relationship_by_worker")]


class Agreement(Record):
    """What the two agreed. A change is a new row; the newest counts and the others stay."""

    relationship = models.ForeignKey(Relationship, on_delete=models.PROTECT, related_name="agreements")
    agreed_on = models.DateField()
    purpose = models.TextField(help_text="What it is for, in their words")
    boundaries = models.TextField(blank=True)
    limits_told = models.BooleanField(help_text="The limits of confidentiality were told first")
    may_share = models.TextField(blank=True, help_text="What may be shared, with whom and for what")
    how_often = models.CharField(max_length=80)
    where = models.CharField(max_length=160)
    length_name = models.CharField(max_length=60)
    planned_contacts = models.PositiveSmallIntegerField(null=True, blank=True)
    planned_end_on = models.DateField(null=True, blank=True)
    ending_talk_on = models.DateField(null=True, blank=True, help_text="When they will first talk about the ending")
    said_by = models.CharField(max_length=120)
    written_by = models.CharField(max_length=150)
    written_at = models.DateTimeField()


class Meeting(Stateful):
    """A time the two have booked."""

    class Status(models.TextChoices):
        PLANNED = "planned", "Planned"
        RECORDED = "recorded", "Recorded"
        CANCELLED = "cancelled", "Cancelled"

    class CancelledBy(models.TextChoices):
        PERSON = "person", "The person"
        SERVICE = "service", "The peer worker or the service"

    TRANSITIONS: ClassVar = {
        Status.PLANNED: {Status.RECORDED, Status.CANCELLED},
        Status.RECORDED: {Status.PLANNED},  # the contact was taken back
    }

    relationship = models.ForeignKey(Relationship, on_delete=models.PROTECT, related_name="meetings")
    status = models.CharField(max_length=9, choices=Status, default=Status.PLANNED)
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    mechanism = models.CharField(max_length=2, choices=codes.MECHANISM.choices())
    location = models.CharField(max_length=3, choices=codes.LOCATION.choices(), blank=True)
    place = models.CharField(max_length=160, blank=True)
    changes = models.PositiveSmallIntegerField(default=0, help_text="How often it was moved: the calendar's SEQUENCE")
    booked_with = models.ForeignKey(
        "Contact",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="booked_next",
        help_text='The contact whose "Same again" booked it',
    )
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.CharField(max_length=7, choices=CancelledBy, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="meeting_cancelled_has_moment",
                condition=~Q(status="cancelled") | (Q(cancelled_at__isnull=False) & ~Q(cancelled_by="")),
            )
        ]
        indexes: ClassVar = [models.Index(fields=["status", "starts_at"], name="meeting_by_start")]

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)


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
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="contacts", null=True, blank=True)
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
            models.Index(fields=["is_current", "copied_at", "starts_at"], name="contact_to_copy"),
            models.Index(fields=["is_current", "starts_at"], name="contact_by_start"),
        ]

    @property
    def attended(self) -> bool:
        return self.attendance in ATTENDED


class ContactStaff(Record):
    """A worker who was there (MHSDS MHS206)."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="staff")
    worker = models.ForeignKey("workforce.Worker", on_delete=models.PROTECT, related_name="contacts")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["contact", "worker"], name="worker_at_contact_once")]


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


class Goal(Stateful):
    """A goal of the person's, in their words: theirs to add, change, reach or drop."""

    class Status(models.TextChoices):
        WORKING = "working", "Working on it"
        REACHED = "reached", "Reached"
        DROPPED = "dropped", "Let go"

    TRANSITIONS: ClassVar = {
        Status.WORKING: {Status.REACHED, Status.DROPPED},
        Status.REACHED: {Status.WORKING},
        Status.DROPPED: {Status.WORKING},
    }

    person = models.ForeignKey("referrals.Person", on_delete=models.PROTECT, related_name="goals")
    words = models.CharField(max_length=300)
    status = models.CharField(max_length=7, choices=Status, default=Status.WORKING)
    said_by = models.CharField(max_length=120)
    written_by = models.CharField(max_length=150)
    written_at = models.DateTimeField()
    changed_at = models.DateTimeField()
