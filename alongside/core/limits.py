"""How often somebody may try a thing in a while: counted in the cache, kind to mistakes, hard on machines."""

import hashlib

from django.core.cache import cache
from django.http import HttpRequest


def tried_too_often(request: HttpRequest, name: str, *, most: int, minutes: int) -> bool:
    """Count one try of `name` from this address, and say whether that is more than `most` in `minutes`.

    The address is kept only as a hash, and only for that while.
    """
    whence = hashlib.sha256(f"{name} {request.META.get('REMOTE_ADDR', '')}".encode()).hexdigest()[:32]
    key = f"tries:{whence}"
    cache.add(key, 0, minutes * 60)
    try:
        return cache.incr(key) > most
    except ValueError:  # it ran out between the two
        return False
