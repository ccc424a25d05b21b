"""What the public pages show of other slices as it is today: training dates, vacancies, routes. Never typed twice."""

from typing import Any

from alongside.candidates import queries as candidates
from alongside.recruitment import queries as recruitment
from alongside.training import queries as training


def courses() -> list[Any]:
    return getattr(training, "public_dates", list)()


def jobs() -> list[Any]:
    return getattr(recruitment, "public_vacancies", list)()


def ways() -> list[Any]:
    return getattr(candidates, "public_routes", list)()
