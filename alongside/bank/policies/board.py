"""Who may look at the board of needs and supply, and whose rows of it."""

from django.db.models import QuerySet

from alongside.accounts.models import Ward
from alongside.accounts.roles import WARD
from alongside.bank.models import Shift
from alongside.bank.policies.shifts import SEES
from alongside.core.actors import Actor
from alongside.core.policies import allow

may_see_board = allow(*SEES, WARD)  # why a shift is empty, and who could: may_see_bank


def board_wards(actor: Actor) -> QuerySet[Ward]:
    """Lead and bank: every open ward. Coordinators, team managers and wards: those within their reach."""
    reach = actor.reach(*SEES, WARD)
    open_ones = Ward.objects.filter(is_open=True)
    return open_ones if reach.everything else open_ones.filter(pk__in=reach.wards)


def board_shifts(actor: Actor) -> QuerySet[Shift]:
    """The shifts on those wards, open or closed."""
    reach = actor.reach(*SEES, WARD)
    return Shift.objects.all() if reach.everything else Shift.objects.filter(ward__in=reach.wards)
