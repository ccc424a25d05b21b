"""Who may bring a workbook in: the lead of the service, and the timer that does the work for them."""

from django.db.models import QuerySet

from alongside.accounts.roles import LEAD
from alongside.core.actors import PROCESS, Actor
from alongside.core.policies import allow
from alongside.spreadsheets.models import Workbook

may_send = allow(LEAD)
may_settle = allow(PROCESS)
may_leave = may_send | may_settle
may_remember = may_leave


def visible_workbooks(actor: Actor) -> QuerySet[Workbook]:
    """All of them for the lead; they hold people of the whole service."""
    return Workbook.objects.all() if may_send(actor) else Workbook.objects.none()


def waiting_workbooks(actor: Actor) -> QuerySet[Workbook]:
    """What the timer works on, the longest wait first."""
    return Workbook.objects.order_by("sent_at", "pk") if actor.has(PROCESS) else Workbook.objects.none()
