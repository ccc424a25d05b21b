"""The facts of a job in words: what these hours pay, where it is."""

from decimal import ROUND_HALF_UP, Decimal

from alongside.recruitment.models import Vacancy

FULL_TIME = Decimal("37.5")  # hours a week: NHS Terms and Conditions of Service, section 10


def share(salary: int, hours: Decimal) -> int:
    """Pounds a year for these hours a week, to the nearest pound. Full time and bank: the full figure."""
    part = min(hours / FULL_TIME, Decimal(1)) if hours else Decimal(1)
    return int((Decimal(salary) * part).quantize(Decimal(1), ROUND_HALF_UP))


def pay_here(vacancy: Vacancy) -> str:
    """What these hours pay; empty when they are full time, or not set (staff bank)."""
    if not vacancy.hours or vacancy.hours >= FULL_TIME:
        return ""
    return f"{money(share(vacancy.salary_from, vacancy.hours))} to {money(share(vacancy.salary_to, vacancy.hours))}"


def money(pounds: int) -> str:
    return f"£{pounds:,}"


def hours_words(hours: Decimal) -> str:
    return f"{hours:f}".rstrip("0").rstrip(".") if hours else "As agreed"


def place_of(vacancy: Vacancy) -> str:
    """The team or pathway, and the site."""
    site = vacancy.site or (vacancy.team.site if vacancy.team else None)
    where = vacancy.team.name if vacancy.team else vacancy.pathway.name
    return f"{where}, {site.name}" if site and site.name != where else where
