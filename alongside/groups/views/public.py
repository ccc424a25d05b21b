"""Groups on the public site, for anybody."""

from django.http import HttpResponse
from django.shortcuts import render

from alongside.groups import queries
from alongside.ui.pages import Request, public


@public
def public_groups(request: Request) -> HttpResponse:
    request.audience = "public"
    return render(request, "groups/public_groups.jinja", {"groups": queries.public_groups()})


@public
def public_group(request: Request, group_id: str) -> HttpResponse:
    request.audience = "public"
    return render(request, "groups/public_group.jinja", {"group": queries.public_group(group_id)})
