"""Who reads the directory, who keeps an entry true, and which entries anybody may see."""

from django.db.models import QuerySet

from alongside.accounts.roles import COORDINATOR, LEAD, PEER_WORKER, REFERRER, TEAM_MANAGER, WARD
from alongside.core.actors import PROCESS, Actor
from alongside.core.policies import allow
from alongside.partners.models import Entry

READS = (PEER_WORKER, LEAD, COORDINATOR, TEAM_MANAGER, REFERRER, WARD)


def owns_it(actor: Actor, entry: Entry) -> bool:
    """an entry that is theirs to keep true"""
    return bool(actor.user_id) and entry.owner_id == actor.user_id


may_read = allow(*READS)
may_add_entry = allow(PEER_WORKER, LEAD, COORDINATOR) | allow(PROCESS)  # whoever finds a good place says so
may_keep_any = allow(LEAD, COORDINATOR)
may_keep_entry = may_keep_any | allow(*READS, when=owns_it)
may_bring_in = allow(LEAD, COORDINATOR)
may_ask_owner = allow(PROCESS)


def visible_entries(actor: Actor) -> QuerySet[Entry]:
    """All that are still there, for whoever works with people; those that ended too, for who keeps the directory."""
    if may_keep_any(actor):
        return Entry.objects.all()
    return Entry.objects.filter(ended_on=None) if may_read(actor) else Entry.objects.none()


def public_entries() -> QuerySet[Entry]:
    """What anybody may read on the public site."""
    return Entry.objects.filter(ended_on=None, shown_public=True)
