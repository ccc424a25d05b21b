"""A badge somebody gives us: whose it is, what it says, and whether its issuer took it back. Nothing is fetched."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings

from alongside.core import clock
from alongside.formats import badges
from alongside.training.models import Certificate, Issuer, SigningKey


@dataclass(frozen=True)
class BadgeFound:
    """What checking a badge found. `why` says, in words for whoever gave it, why it does not count."""

    valid: bool
    why: str = ""
    issuer: str = ""
    name: str = ""
    course: str = ""
    awarded_on: date | None = None


def check_badge(token: str) -> BadgeFound:
    """Check a badge with the keys that its issuer publishes: our own, or those of a service whose badges count."""
    try:
        issuer = badges.issuer_of(token)
        if issuer == f"{settings.PUBLIC_ADDRESS}/badges/issuer":
            keys, revoked = list(SigningKey.objects.values_list("public", flat=True)), _our_revoked()
        elif known := Issuer.objects.filter(issuer_id=issuer, ended_at=None).exclude(issuer_id="").first():
            keys, revoked = known.keys, set(known.revoked)
        else:
            return BadgeFound(
                False,
                "We do not know the service that issued this badge, so we cannot check it. Send us the certificate "
                "itself instead: it counts just as much.",
            )
        badge = badges.verify(token, keys, at=clock.now())
    except badges.NotValid as why:
        return BadgeFound(False, str(why))
    taken_back = badge.id in revoked
    gone = f"{badge.issuer} has taken this badge back, so it does not count." if taken_back else ""
    return BadgeFound(not taken_back, gone, badge.issuer, badge.name, badge.course, badge.valid_from.date())


def _our_revoked() -> set[str]:
    """Ids of badges of ours that count no more: taken back, or replaced by a newer one."""
    gone = Certificate.objects.exclude(revoked_at=None).values_list("pk", flat=True)
    return {f"{settings.PUBLIC_ADDRESS}/badges/{pk}" for pk in gone}
