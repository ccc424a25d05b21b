"""A state: an enum and a table of allowed moves, on the record itself."""

from typing import Any, ClassVar

from django.db import models

from alongside.core.errors import Refused
from alongside.core.ids import new_id


class Record(models.Model):
    """A row of the service's own data, named by a random id."""

    id = models.CharField(primary_key=True, max_length=16, default=new_id, editable=False)

    # Fields whose values the audit never keeps, beyond free text: a birth date says who someone is.
    AUDIT_PRIVATE: ClassVar[frozenset[str]] = frozenset()

    class Meta:
        abstract = True


class Stateful(Record):
    """A record whose `status` may only follow its TRANSITIONS."""

    TRANSITIONS: ClassVar[dict[Any, set[Any]]]
    Status: ClassVar[Any]
    status: Any

    class Meta:
        abstract = True

    def can_move_to(self, status: Any) -> bool:
        return status in self.TRANSITIONS.get(type(status)(self.status), set())

    def move_to(self, status: Any) -> None:
        """Take the new status, or refuse in plain words. The caller sets the milestone and saves."""
        if not self.can_move_to(status):
            now = type(status)(self.status).label.lower()
            raise Refused(f"This is {now}, so it cannot become {status.label.lower()}.")
        self.status = status


def stateful_models() -> list[type[Stateful]]:
    """Every record with states, for docs/states.md."""
    from django.apps import apps

    return [model for model in apps.get_models() if issubclass(model, Stateful)]
