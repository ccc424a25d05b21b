"""The rules of this service's bank, and the numbers the rules of working time are read with."""

from zoneinfo import ZoneInfo

from django.conf import settings

from alongside.bank.models import BankRules
from alongside.solvers.hours import Limits


def the_rules() -> BankRules:
    """The one row; until somebody wrote one, the rules as they come."""
    return BankRules.objects.first() or BankRules()


def limits_of(rules: BankRules) -> Limits:
    """The bank's rules as the solver reads them."""
    return Limits(
        stops=frozenset(rules.stops),
        average_hours=float(rules.average_hours),
        average_weeks=rules.average_weeks,
        rest_hours=float(rules.rest_hours),
        longest_shift_hours=float(rules.longest_shift_hours),
        local_cap_hours=float(rules.local_cap_hours) if rules.local_cap_hours is not None else None,
        break_minutes=rules.break_minutes,
        zone=ZoneInfo(settings.TIME_ZONE),
    )
