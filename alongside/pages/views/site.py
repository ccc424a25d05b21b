"""The public site: everything a visitor reads, with no sign-in, no script and little to load."""

import functools
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.gzip import gzip_page

from alongside.accounts import queries as accounts
from alongside.candidates.queries import public_routes
from alongside.core import files
from alongside.core.clock import now
from alongside.groups.queries import public_groups
from alongside.pages.queries import site
from alongside.recruitment.queries import public_vacancies
from alongside.referrals.queries import usual_wait
from alongside.training.queries import public_dates
from alongside.ui.pages import Request, page_of, public

View = Callable[..., HttpResponse]


def visited(view: View) -> View:
    """A page of the public site: no sign-in, drawn for a visitor whoever looks, and packed small for the wire."""

    @functools.wraps(view)
    def as_public(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        request.audience = "public"
        return view(request, *args, **kwargs)

    return public(gzip_page(as_public))


@visited
def front_page(request: Request) -> HttpResponse:
    """The front door: a promise, and each reader's own way in."""
    texts = site.texts(request.actor)
    return render(
        request,
        "pages/site/home.jinja",
        {
            "text": site.text_in(texts, "home"),
            "texts": texts,
            "stories": site.stories(request.actor)[:1],
            "films": site.films(request.actor)[:1],
            "places": accounts.where_we_work(),
            "weeks": _weeks_waited(request),
            "courses": public_dates()[:3],
            "jobs": public_vacancies()[:3],
        },
    )


@visited
def page(request: Request, slug: str) -> HttpResponse:
    """Any page of words that editors keep."""
    return _words(request, slug)


@visited
def getting_support(request: Request) -> HttpResponse:
    return _words(
        request, "getting-support", "getting_support", weeks=_weeks_waited(request), groups=public_groups()[:3]
    )


@visited
def where_we_work(request: Request) -> HttpResponse:
    """The pathways and teams that there are today."""
    return _words(request, "where-we-work", "where_we_work", places=accounts.where_we_work())


@visited
def becoming(request: Request) -> HttpResponse:
    """The whole way into the work: the path, ways to get ready, dates, vacancies, what helps, and worries."""
    texts = site.texts(request.actor)
    return render(
        request,
        "pages/site/becoming.jinja",
        {
            "text": site.text_in(texts, "becoming"),
            "texts": texts,
            "routes": public_routes(),
            "courses": public_dates(),
            "jobs": public_vacancies(),
            "is_candidate": request.actor.has("candidate"),
        },
    )


@visited
def stories(request: Request) -> HttpResponse:
    told = page_of(request, site.stories(request.actor), 12)
    return _words(request, "stories", "stories", page=told)


@visited
def story(request: Request, slug: str) -> HttpResponse:
    told = site.story(request.actor, slug)
    others = [other for other in site.stories(request.actor) if other.slug != told.slug][:3]
    return render(request, "pages/site/story.jinja", {"story": told, "others": others})


@visited
def films(request: Request) -> HttpResponse:
    return _words(request, "films", "films", films=site.films(request.actor))


@visited
def film(request: Request, slug: str) -> HttpResponse:
    """One film. Nothing of another site is on the page: only a link, for whoever chooses to go there."""
    return render(request, "pages/site/film.jinja", {"film": site.film(request.actor, slug)})


@visited
def film_file(request: Request, slug: str) -> HttpResponse:
    """The film itself, where the service keeps it."""
    return files.answer(site.film_file(request.actor, slug, "file"), inline=True)


@visited
def film_captions(request: Request, slug: str) -> HttpResponse:
    return files.answer(site.film_file(request.actor, slug, "captions"), inline=True)


@visited
def contact(request: Request) -> HttpResponse:
    return _words(request, "contact", "contact")


@visited
def site_search(request: Request) -> HttpResponse:
    looked_for = request.GET.get("q", "").strip()[:100]
    found = page_of(request, site.search(request.actor, looked_for), 20)
    return render(request, "pages/site/site_search.jinja", {"looked_for": looked_for, "page": found})


@visited
def sitemap(request: Request) -> HttpResponse:
    """Every public page, for search engines."""
    actor = request.actor
    rows = [
        (reverse("pages:home"), None),
        *((text.url, text.published_at) for text in site.texts(actor).values() if text.slug != "home"),
        *((told.url, told.shown_at) for told in site.stories(actor)),
        *((shown.url, None) for shown in site.films(actor)),
        *((job.url, None) for job in public_vacancies() if job.url.startswith("/")),
    ]
    known = {url for url, _ in rows}
    named = (reverse(name) for name, _ in site.OWN_PAGES.values())
    rows += [(url, None) for url in named if url not in known]
    return _machine(request, "sitemap", "application/xml", rows=rows)


@visited
def robots(request: Request) -> HttpResponse:
    """Search engines may read what visitors read, and find it by the sitemap."""
    return _machine(request, "robots", "text/plain")


@visited
def news_feed(request: Request) -> HttpResponse:
    """Pages and stories as they were published, the newest first, as Atom."""
    actor = request.actor
    texts = [(t.title, t.url, t.published_at, t.description) for t in site.texts(actor).values()]
    told = [(s.title, s.url, s.shown_at, s.quote) for s in site.stories(actor)]
    news = sorted((row for row in [*texts, *told] if row[2]), key=lambda row: str(row[2]), reverse=True)[:20]
    return _machine(request, "news_feed", "application/atom+xml", news=news, updated=news[0][2] if news else now())


def _weeks_waited(request: Request) -> int:
    """Whole weeks that people who wait today have waited; 0 when it is none, or too few wait to say."""
    return (usual_wait(request.service.suppress_under) or 0) // 7


def _words(request: Request, slug: str, template: str = "page", **context: Any) -> HttpResponse:
    """A page of words, with the titles of those in the same part of the site to read on."""
    texts = site.texts(request.actor)
    text = site.text_in(texts, slug)
    beside = [other for other in texts.values() if other.part == text.part and other.slug not in (slug, "home")]
    context |= {"text": text, "texts": texts, "others": beside, "part_name": site.part_name(text)}
    return render(request, f"pages/site/{template}.jinja", context)


def _machine(request: Request, template: str, kind: str, **context: Any) -> HttpResponse:
    context["address"] = settings.PUBLIC_ADDRESS
    return render(request, f"pages/site/{template}.jinja", context, content_type=f"{kind}; charset=utf-8")
