"""What is read again and again, read once: kept for as long as one request or one command lasts, and no longer."""

import contextlib
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from typing import Any, TypeVar

T = TypeVar("T")

_kept: ContextVar[dict[str, Any] | None] = ContextVar("kept", default=None)


@contextlib.contextmanager
def keeping() -> Iterator[None]:
    """What is `once` read in here is kept until the end, or until `forget`. Nothing kept outside counts in here."""
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def once(name: str, read: Callable[[], T]) -> T:
    """What `read` answers, from now on without asking again. Outside `keeping` it is asked every time."""
    kept = _kept.get()
    if kept is None:
        return read()
    if name not in kept:
        kept[name] = read()
    found: T = kept[name]
    return found


def forget() -> None:
    """What may be kept was changed, or a change was taken back: read it all again."""
    if kept := _kept.get():
        kept.clear()
