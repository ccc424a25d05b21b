"""The Jinja environment that draws every page: where templates are found, and the words they may use."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader

from alongside.core import clock
from alongside.ui import dates, words
from alongside.ui.markdown import markdown
from alongside.ui.navigation import url_or_none
from alongside.ui.tags import tag_class

FILTERS = {
    "day": dates.day,
    "short_day": dates.short_day,
    "full_date": dates.full_date,
    "time": dates.time,
    "ago": dates.ago,
    "until": dates.until,
    "minutes": dates.minutes,
    "nhs_number": words.nhs_number,
    "first_initial": words.first_initial,
    "initials": words.initials,
    "plural": words.plural,
    "dial": words.dial,
    "markdown": markdown,
    "tag_class": tag_class,
}


def environment(**options: Any) -> Environment:
    """TEMPLATES["OPTIONS"]["environment"]. Takes what Django's Jinja2 backend passes; `loader` finds our own."""
    # The NHS macros read parameters that were never given, hence ChainableUndefined. Their with-imports template
    # extends "template.jinja" without a folder, hence the second loader of the same package.
    nhs = (PackageLoader("nhsuk_frontend_jinja"), PackageLoader("nhsuk_frontend_jinja", "templates/nhsuk"))
    options["loader"] = ChoiceLoader([options["loader"], *nhs])
    env = Environment(
        **{**options, "undefined": ChainableUndefined, "autoescape": True, "cache_size": 1000},
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters.update(FILTERS)
    env.globals.update(
        url=url, url_or_none=url_or_none, static=static, now=clock.now, today=clock.today, query=query, nonce=nonce
    )
    return env


def url(name: str, *args: object, **kwargs: object) -> str:
    """The address of a page by its name. NoReverseMatch if there is none: a wrong link is a mistake, not a state."""
    return reverse(name, args=args, kwargs=kwargs)


def query(request: HttpRequest | None, **changes: object) -> str:
    """This page's address with some of its choices changed: sorting, filtering and page numbers. None takes one out.

    The page number goes whenever something else changes.
    """
    if not request:
        return "?" + urlencode({k: v for k, v in changes.items() if v is not None})
    kept = request.GET.copy()
    for name in {"page", *changes}:
        kept.pop(name, None)
    for name, value in changes.items():
        if value is not None:
            kept[name] = str(value)
    return f"{request.path}?{kept.urlencode()}" if kept else request.path


def nonce(request: HttpRequest | None) -> str:
    """The one-time word that lets this response's script run under the content policy; empty where there is none."""
    made = getattr(request, "csp_nonce", None)  # false until it is first asked for as text
    return "" if made is None else str(made)
