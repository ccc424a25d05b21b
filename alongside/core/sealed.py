"""Secrets that must lie in the database: sealed with the installation's own secret key, so that a copy of the database
alone opens nothing."""

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class CannotOpen(Exception):
    """It was sealed with another secret key, or altered."""


def seal(words: str, *, use: str) -> str:
    """Sealed for one `use`: what is sealed for another cannot be opened as this."""
    return _box(use).encrypt(words.encode()).decode()


def unseal(sealed: str, *, use: str) -> str:
    """The words again. Raises CannotOpen."""
    try:
        return _box(use).decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise CannotOpen(use) from None


def _box(use: str) -> Fernet:
    derived = HKDF(hashes.SHA256(), length=32, salt=None, info=f"alongside {use}".encode()).derive(
        settings.SECRET_KEY.encode()
    )
    return Fernet(base64.urlsafe_b64encode(derived))
