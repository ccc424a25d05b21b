"""Each request for peer support: where it stands, what was asked, what the person chose."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from alongside.core.nhs import codes
from alongside.core.states import Record, Stateful
from alongside.referrals.models.people import Person


def empty_list() -> list[Any]:
    return []


class Referral(Stateful):
    """One request for peer support, from the first question to its end."""

    class Status(models.TextChoices):
        RECEIVED = "received", "New"
        ASKED = "asked", "Waiting for an answer"
        ACCEPTED = "accepted", "Waiting for a peer worker"
        MATCHED = "matched", "With a peer worker"
        DECLINED = "declined", "Not taken on"
        CLOSED = "closed", "Finished"

    class AskedBy(models.TextChoices):
        SELF = "self", "The person themself"
        CARER = "carer", "A carer, relative or friend"
        PROFESSIONAL = "professional", "A professional"

    class SupportFor(models.TextChoices):
        PERSON = "person", "Someone with their own experience of mental ill health"
        CARER = "carer", "A carer, for themself"

    class Consent(models.TextChoices):
        """What the asker told us the person has said. The person's own yes is a Choice."""

        YES = "yes", "They said yes"
        HEAR_MORE = "hear_more", "They would like to hear more first"

    TRANSITIONS: ClassVar = {
        Status.RECEIVED: {Status.ASKED, Status.ACCEPTED, Status.DECLINED, Status.CLOSED},
        Status.ASKED: {Status.RECEIVED, Status.ACCEPTED, Status.DECLINED, Status.CLOSED},
        Status.ACCEPTED: {Status.MATCHED, Status.DECLINED, Status.CLOSED},
        Status.MATCHED: {Status.ACCEPTED, Status.CLOSED},
        Status.DECLINED: {Status.RECEIVED},
        Status.CLOSED: {Status.RECEIVED},  # back: it was closed by mistake
    }
    AUDIT_PRIVATE: ClassVar = frozenset({"wants", "ruled_out", "days"})

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="referrals")
    given_name = models.CharField(
        max_length=165, blank=True, help_text="As the asker gave it: all a referrer ever sees, whoever is known here"
    )
    status = models.CharField(max_length=8, choices=Status, default=Status.RECEIVED)
    support_for = models.CharField(max_length=6, choices=SupportFor, default=SupportFor.PERSON)
    pathway = models.ForeignKey("accounts.Pathway", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    host_team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    host_referral_id = models.CharField(max_length=20, blank=True, help_text="The host team's referral, MHS101")

    asked_by = models.CharField(max_length=12, choices=AskedBy)
    source = models.CharField(max_length=2, choices=codes.SOURCE_OF_REFERRAL.choices())
    told_consent = models.CharField(max_length=9, choices=Consent, default=Consent.YES)
    referrer = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    asker_name = models.CharField(max_length=120, blank=True)
    asker_role = models.CharField(max_length=120, blank=True)
    asker_email = models.EmailField(blank=True)
    asker_phone = models.CharField(max_length=30, blank=True)

    hopes = models.TextField(blank=True, help_text="In the person's own words")
    hopes_by = models.CharField(max_length=120, blank=True, help_text="Whose words they are")
    wants = models.JSONField(default=empty_list, help_text="[{theme, must}]: what they would like in a peer worker")
    wants_words = models.TextField(blank=True)
    ruled_out = models.JSONField(default=empty_list, help_text="[theme]: what they would not like")
    ruled_out_words = models.TextField(blank=True)
    days = models.JSONField(default=empty_list, help_text="Times that suit, like mon-am; empty for any")
    visit_safety = models.TextField(blank=True, help_text="From a professional: what makes a visit safe")
    urgent_reason = models.CharField(max_length=200, blank=True)
    urgent_by = models.DateField(null=True, blank=True)
    on_hold_until = models.DateField(null=True, blank=True)

    received_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    read_by = models.CharField(max_length=150, blank=True)
    unread_raised_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    matched_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    declined_code = models.CharField(max_length=2, choices=codes.REJECTION.choices(), blank=True)
    declined_words = models.TextField(blank=True)
    elsewhere = models.TextField(blank=True, help_text="Where else they can turn")
    closure_code = models.CharField(max_length=2, choices=codes.CLOSURE.choices(), blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="referral_accepted_has_moment_and_pathway",
                condition=~Q(status__in=["accepted", "matched"]) | Q(accepted_at__isnull=False, pathway__isnull=False),
            ),
            models.CheckConstraint(
                name="referral_matched_has_moment", condition=~Q(status="matched") | Q(matched_at__isnull=False)
            ),
            models.CheckConstraint(
                name="referral_declined_has_moment", condition=~Q(status="declined") | Q(declined_at__isnull=False)
            ),
            models.CheckConstraint(
                name="referral_closed_has_moment",
                condition=~Q(status="closed") | (Q(closed_at__isnull=False) & ~Q(closure_code="")),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["status", "received_at"], name="referral_by_status")]


class Question(Record):
    """Something triage asks the referrer, and the answer."""

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="questions")
    words = models.TextField()
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=150)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=150, blank=True)


class How(models.TextChoices):
    """How a choice was said."""

    FACE_TO_FACE = "face_to_face", "Face to face"
    PHONE = "phone", "By phone"
    MESSAGE = "message", "By text or email"
    LETTER = "letter", "In a letter"
    ONLINE = "online", "On this website, themself"


class Choice(Record):
    """A yes, a no or a not yet of the person's: who said it, how, when, and who wrote it down. The newest counts."""

    class About(models.TextChoices):
        PEER_SUPPORT = "peer_support", "Having peer support"
        FIRST_MEETING = "first_meeting", "Meeting this peer worker"

    class Answer(models.TextChoices):
        YES = "yes", "Yes"
        NO = "no", "No"
        NOT_YET = "not_yet", "Not yet"

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="choices")
    about = models.CharField(max_length=13, choices=About)
    answer = models.CharField(max_length=7, choices=Answer)
    how = models.CharField(max_length=12, choices=How)
    said_on = models.DateField()
    said_by = models.CharField(max_length=120, help_text="The person, or who spoke for them")
    written_by = models.CharField(max_length=150)
    written_by_user = models.CharField(max_length=16, blank=True)
    written_at = models.DateTimeField()
    words = models.TextField(blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["referral", "about", "written_at", "id", "answer"], name="choice_newest")
        ]


class Sharing(Record):
    """What may be shared, with whom, for what: dated, and withdrawn as easily as given."""

    class With(models.TextChoices):
        TEAM = "team", "The care team"
        REFERRER = "referrer", "Whoever referred them"
        CARER = "carer", "A carer, relative or friend"
        GP = "gp", "GP"
        OTHER = "other", "Someone else"

    class What(models.TextChoices):
        NOTHING = "nothing", "Nothing"
        STEPS = "steps", "That we meet, and when it ends"
        WORKER = "worker", "That, and who the peer worker is"
        WORDS = "words", "That, and what is written"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="sharings")
    shared_with = models.CharField(max_length=8, choices=With)
    name = models.CharField(max_length=120, blank=True)
    what = models.CharField(max_length=7, choices=What)
    purpose = models.CharField(max_length=200, blank=True)
    given_on = models.DateField()
    said_by = models.CharField(max_length=120)
    written_by = models.CharField(max_length=150)
    withdrawn_on = models.DateField(null=True, blank=True)
