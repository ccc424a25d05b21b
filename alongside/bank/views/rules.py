"""The rules of the bank on one page, and one rule set aside for one shift."""

from functools import partial

from django.http import HttpResponse
from django.urls import reverse

from alongside.bank import commands, forms, queries
from alongside.core.errors import Refused
from alongside.ui.pages import Request, form_page


def rules(request: Request) -> HttpResponse:
    now = queries.the_rules()
    written = not now._state.adding
    return form_page(
        request,
        "bank/rules.jinja",
        form=forms.Rules,
        initial=forms.said_by(now),
        do=commands.change_rules if written else commands.write_rules,
        to=now if written else None,
        then=reverse("bank:rules"),
        done="Saved. What was offered or taken before stays as it is.",
    )


def override(request: Request, shift_id: str, worker_id: str) -> HttpResponse:
    """Past one rule, for one worker and one shift."""
    shift = queries.get_shift(request.actor, shift_id)
    worker, problems = queries.to_set_aside(request.actor, shift, worker_id)
    if not problems:
        raise Refused("Nothing that you may set aside stands in their way now.")
    return form_page(
        request,
        "bank/override.jinja",
        form=partial(forms.SetAside, problems=problems),
        initial={"rule": problems[0].rule},
        do=commands.override_rule,
        to=shift,
        details={"worker": worker},
        then=reverse("bank:shift", args=[shift.pk]),
        done=f"{worker.first_name} can be offered it now, and still says yes or no themself.",
        shift=shift,
        worker=worker,
        said=queries.when(shift),
    )
