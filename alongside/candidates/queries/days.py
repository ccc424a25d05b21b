"""Days by when: every wait is given one, counted in working days."""

from datetime import date, timedelta


def working_days_after(day: date, days: int) -> date:
    """The day that many working days (Monday to Friday) after."""
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < 5
    return day
