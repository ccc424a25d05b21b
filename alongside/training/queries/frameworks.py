"""The framework of competences this service works by, for whoever keeps a portfolio against it."""

from collections.abc import Iterable

from alongside.training.models import Competence
from alongside.workforce.queries import competences_from


@competences_from
def competence_titles() -> Iterable[tuple[str, str]]:
    """(code, title), in the order of the framework. One query."""
    return Competence.objects.values_list("code", "title")
