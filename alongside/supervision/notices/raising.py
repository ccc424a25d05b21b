"""Whoever can act is told once a day that something slipped: how to see what it is, and no names."""

from alongside.core import clock
from alongside.core.commands import Act
from alongside.supervision.models import Raised
from alongside.supervision.notices.strands import tell

TEXT = "Something slipped for a worker you look after, and you are asked to put it right. See what it is:"


def tell_raised(act: Act, raised: Raised) -> None:
    if raised.to is not None:
        named = f"slip:{raised.to.pk}:{clock.today():%Y-%m-%d}"
        tell(act, raised.to, "Something needs you to act", TEXT, "supervision:raised", once=named)
