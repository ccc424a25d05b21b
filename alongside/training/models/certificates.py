"""A certificate that a stranger can check, and the keys that sign its badge."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from alongside.core.states import Record


def empty_list() -> list[Any]:
    return []


class SigningKey(Record):
    """A key pair for badges. The private half is sealed with the installation’s secret; the public half, published."""

    kid = models.CharField(max_length=43, unique=True, help_text="RFC 7638 thumbprint")
    public = models.JSONField(help_text="The public JWK, as published")
    sealed = models.TextField(help_text="The private key, sealed; empty once it is retired")
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True, help_text="Signs no more; still published, for checking")


class Issuer(Record):
    """Another service whose badges count as checked. Its keys are read from where it publishes them, and kept here."""

    address = models.URLField(unique=True, max_length=200, help_text="Its site, like https://peer.example.nhs.uk")
    name = models.CharField(max_length=160)
    issuer_id = models.CharField(max_length=300, blank=True, help_text="As its badges name it")
    keys = models.JSONField(default=empty_list, help_text="Its public JWKs, as last read")
    revoked = models.JSONField(default=empty_list, help_text="Ids of badges it took back, as last read")
    read_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=200, blank=True, help_text="Why the last reading failed")
    ended_at = models.DateTimeField(null=True, blank=True, help_text="No longer trusted since")

    class Meta:
        ordering: ClassVar = ["name"]


class Certificate(Record):
    """Understanding shown, or training accepted. Told to strangers only as far as its holder shares it."""

    class Kind(models.TextChoices):
        COMPLETED = "completed", "Training completed"
        ACCEPTED = "accepted", "Training elsewhere accepted"

    candidate = models.ForeignKey("candidates.Candidate", on_delete=models.PROTECT, related_name="certificates")
    kind = models.CharField(max_length=9, choices=Kind)
    source_id = models.CharField(max_length=16, help_text="The assessment or the claim it rests on")
    code = models.CharField(max_length=12, unique=True, help_text="From 23456789ABCDEFGHJKMNPQRSTVWXZ")
    name = models.CharField(max_length=160)
    course = models.CharField(max_length=160)
    details = models.JSONField(default=dict, help_text="What the paper says: hours, modules, principles, who signed")
    issued_on = models.DateField()
    issued_at = models.DateTimeField()
    issued_by = models.CharField(max_length=150)
    is_shared = models.BooleanField(default=False, help_text="The holder lets a stranger with the code see it")
    key = models.ForeignKey(SigningKey, on_delete=models.PROTECT, null=True, blank=True, related_name="certificates")
    credential = models.TextField(blank=True, help_text="The Open Badges 3.0 credential, as a signed JWT")
    replaced_by = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaces")
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_because = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["issued_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["source_id"], condition=Q(revoked_at=None, replaced_by=None), name="one_certificate_in_force"
            )
        ]
