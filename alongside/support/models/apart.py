"""I know this person: people and workers who are kept apart. No reason is kept, and nobody is shown that it is so."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from alongside.core.states import Record


class Apart(Record):
    """One person kept apart from one worker, one team, one ward, or a worker of this name.

    Declared by anyone: the person, the worker, somebody who was told. Only who declared it can see or take back their
    own row; then it is gone, so that nothing is left to find. What a worker keeps away from by team, ward or name alone
    is on their own private list (workforce).
    """

    person = models.ForeignKey("referrals.Person", on_delete=models.PROTECT, related_name="apart")
    worker = models.ForeignKey(
        "workforce.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="apart"
    )
    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ward = models.ForeignKey("accounts.Ward", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    worker_name = models.CharField(max_length=160, blank=True)
    declared_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="apart_from_one_thing",
                condition=Q(worker__isnull=False, team=None, ward=None, worker_name="")
                | Q(worker=None, team__isnull=False, ward=None, worker_name="")
                | Q(worker=None, team=None, ward__isnull=False, worker_name="")
                | (Q(worker=None, team=None, ward=None) & ~Q(worker_name="")),
            )
        ]
        indexes: ClassVar = [models.Index(fields=["worker"], name="apart_by_worker")]
