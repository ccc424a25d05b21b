"""Random ids: what a record is called in an address, so that nothing can be counted or guessed."""

import secrets

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 16


def new_id() -> str:
    """16 characters carrying 80 random bits. Fits the 20 characters that MHSDS allows for a local identifier."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


class IdConverter:
    """`<id:referral>` in an address."""

    regex = f"[{ALPHABET}]{{{LENGTH}}}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return str(value)
