"""Jobs, for anybody: the list, one of them, and a feed of them."""

import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from markupsafe import Markup

from alongside.accounts.queries import current_service
from alongside.recruitment import queries
from alongside.ui.markdown import markdown
from alongside.ui.pages import Request, public

UNSAFE_IN_SCRIPT = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


@public
def jobs(request: Request) -> HttpResponse:
    return render(
        request,
        "recruitment/jobs.jinja",
        {"rows": queries.public_vacancies(), "inside": queries.inside_vacancies(request.actor)},
    )


@public
def job(request: Request, vacancy: str) -> HttpResponse:
    page = queries.job_page(request.actor, vacancy)
    posting = Markup("")
    if page.state in ("open", "soon") and not page.is_inside:
        posting = Markup(json.dumps(queries.job_posting(page)).translate(UNSAFE_IN_SCRIPT))  # noqa: S704  escaped here
    shown = {"job": page, "about": markdown(page.vacancy.about), "posting": posting}
    return render(request, "recruitment/job.jinja", shown)


@public
def jobs_feed(request: HttpRequest) -> HttpResponse:
    """Atom (RFC 4287): an entry for each job of ours and on NHS Jobs."""
    found = {"rows": queries.feed_rows(), "site": settings.PUBLIC_ADDRESS, "service_now": current_service()}
    return render(request, "recruitment/jobs_feed.jinja", found, content_type="application/atom+xml; charset=utf-8")
