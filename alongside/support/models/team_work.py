"""Work with the team: without a person, or about one, who is then invited or told, and agreed first what was said."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from alongside.core.states import Record


class TeamWork(Record):
    """A meeting, advice or a handover that was not about one person. Nobody supported is named in it."""

    class Kind(models.TextChoices):
        MEETING = "meeting", "Team meeting"
        ADVICE = "advice", "Advice to colleagues"
        HANDOVER = "handover", "Handover"
        PRACTICE = "practice", "Better practice: a policy, a space, a form"
        OTHER = "other", "Something else"

    worker = models.ForeignKey("workforce.Worker", on_delete=models.PROTECT, related_name="team_work")
    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    on = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=300, blank=True, help_text="No person's name")
    once = models.CharField(max_length=16, unique=True, help_text="The form's own token: sent twice, kept once")
    written_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-on", "-written_at"]
        constraints: ClassVar = [models.CheckConstraint(name="team_work_took_time", condition=Q(minutes__gte=1))]
        # In the order of the list, so that a quarter of everybody's is read and no more.
        indexes: ClassVar = [
            models.Index(fields=["-on", "-written_at"], condition=Q(taken_back_at=None), name="team_work_by_day")
        ]


class AboutPerson(Record):
    """Work about a person with others: national indirect activity (MHS204). A correction is a new row.

    They were there, or they were told; what was said on their behalf was agreed with them first, or it was not said.
    Where they were there, it is a contact nationally (MHS201), and counts as that and not here.
    """

    class Knew(models.TextChoices):
        THERE = "there", "They were there"
        INVITED = "invited", "They were invited and chose not to come"
        TOLD_BEFORE = "told_before", "They knew before"
        TOLD_AFTER = "told_after", "They were told afterwards"
        NOT_YET = "not_yet", "They have not been told yet"

    referral = models.ForeignKey("referrals.Referral", on_delete=models.PROTECT, related_name="about_person")
    relationship = models.ForeignKey(
        "support.Relationship", on_delete=models.PROTECT, null=True, blank=True, related_name="about_person"
    )
    worker = models.ForeignKey("workforce.Worker", on_delete=models.PROTECT, related_name="about_person")
    at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    consulted = models.CharField(max_length=2, blank=True, help_text="National code of who was consulted (MHS204)")
    with_whom = models.CharField(max_length=160, blank=True)
    knew = models.CharField(max_length=11, choices=Knew)
    told_on = models.DateField(null=True, blank=True)
    said_for_them = models.TextField(blank=True, help_text="What was said on their behalf")
    agreed_first = models.BooleanField(default=False, help_text="They agreed to these words before they were said")
    words = models.TextField(blank=True, help_text="What came of it, as they may read it")
    their_words = models.TextField(blank=True, help_text="The person's own side of it")
    their_words_at = models.DateTimeField(null=True, blank=True)
    once = models.CharField(max_length=16, unique=True, help_text="The form's own token: sent twice, kept once")
    written_by = models.CharField(max_length=150)
    written_at = models.DateTimeField()
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by")
    taken_back_at = models.DateTimeField(null=True, blank=True)
    copied_at = models.DateTimeField(null=True, blank=True, help_text="Written in the trust's own record")
    copied_by = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering: ClassVar = ["-at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="said_for_them_was_agreed_first", condition=Q(said_for_them="") | Q(agreed_first=True)
            ),
            models.CheckConstraint(name="about_person_took_time", condition=Q(minutes__gte=1)),
        ]
