"""Other services whose badges count here: trusted by a person, their keys read again each day."""

from typing import Any

from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.training import policies
from alongside.training.models import Issuer


@command("issuer.trusted", "let another service’s badges count", allow=policies.may_trust)
def trust_issuer(act: Act, *, name: str, address: str) -> Issuer:
    """`address` is the service's site. Its keys are read in the background; until then its badges cannot be checked."""
    address = address.rstrip("/")
    there = Issuer.objects.filter(address=address).first()
    if there is not None and there.ended_at is None:
        raise Refused(f"{there.name} is on the list already.")
    issuer = there or Issuer(address=address)
    issuer.name, issuer.ended_at, issuer.read_at, issuer.problem = name, None, None, ""
    issuer.save()
    return issuer


@command("issuer.read", "read another service’s keys", allow=policies.may_read_issuers)
def keep_issuer(
    act: Act,
    issuer: Issuer,
    *,
    issuer_id: str = "",
    keys: list[dict[str, Any]] | None = None,
    revoked: list[str] | None = None,
    problem: str = "",
) -> None:
    """What was found where it publishes its keys; or why nothing was, and then the keys read before stay."""
    if issuer.ended_at:
        raise Refused(f"{issuer.name} is not on the list any more.")
    if not problem:
        issuer.issuer_id, issuer.keys, issuer.revoked = issuer_id, keys or [], revoked or []
    issuer.read_at, issuer.problem = act.at, problem[:200]
    issuer.save()


@command("issuer.ended", "stopped letting another service’s badges count", allow=policies.may_trust)
def end_issuer(act: Act, issuer: Issuer) -> None:
    """What was decided on its badges before stands."""
    if issuer.ended_at:
        raise Refused(f"{issuer.name} is not on the list any more.")
    issuer.ended_at = act.at
    issuer.save()
