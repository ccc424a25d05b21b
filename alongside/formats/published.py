"""What another service publishes about its badges, fetched: its profile, its keys, the badges it took back."""

import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any

MOST = 1_000_000  # bytes
SECONDS = 15


class CannotRead(Exception):
    """Why it could not be read, in words for whoever keeps the list."""


@dataclass(frozen=True)
class Published:
    issuer_id: str
    keys: list[dict[str, Any]]
    revoked: list[str]


def read(address: str) -> Published:
    """Everything, from the service at `address` (no path). Raises CannotRead, and follows no redirect."""
    try:
        issuer = _get(f"{address}/badges/issuer")["id"]
        keys = [_public(key) for key in _get(f"{address}/badges/keys")["keys"] if key.get("kty") == "RSA"]
        revoked = [row["id"] for row in _get(f"{address}/badges/revoked")["revokedCredential"]]
    except (KeyError, TypeError, AttributeError):
        raise CannotRead("There is something there, but it is not how Alongside publishes badges.") from None
    if not isinstance(issuer, str) or not issuer.startswith(f"{address}/") or not keys:
        raise CannotRead("What it publishes does not belong to that address.")
    return Published(issuer, keys, revoked)


def _public(key: dict[str, Any]) -> dict[str, str]:
    return {name: str(key[name]) for name in ("kty", "n", "e", "kid")}


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


def _get(address: str) -> Any:
    opener = urllib.request.build_opener(_NoRedirect)
    request = urllib.request.Request(address, headers={"Accept": "application/json"})
    try:
        with opener.open(request, timeout=SECONDS) as answer:
            data = answer.read(MOST + 1)
    except urllib.error.HTTPError as problem:
        raise CannotRead(f"It answered {problem.code}.") from None
    except (OSError, ValueError):
        raise CannotRead("Nothing answered there.") from None
    if len(data) > MOST:
        raise CannotRead("What it publishes is too long.")
    try:
        return json.loads(data)
    except ValueError:
        raise CannotRead("There is something there, but it is not how Alongside publishes badges.") from None
