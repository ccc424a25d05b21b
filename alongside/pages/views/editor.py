"""The public site as its editors keep it: the list of pages, writing one, seeing it, publishing it, and going back."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import resolve, reverse

from alongside.accounts.queries import holders
from alongside.accounts.roles import EDITOR, LEAD
from alongside.core import clock
from alongside.core.errors import NotAllowed, Refused
from alongside.pages import commands, forms
from alongside.pages.forms.editor import in_a_year
from alongside.pages.queries import pictures as kept
from alongside.pages.queries import site, text
from alongside.pages.views.site import front_page
from alongside.ui import drafts
from alongside.ui.pages import Request, do_now, form_page, page_of
from alongside.ui.sheets import Columns, list_page

PICTURES_BESIDE = 6  # the newest, beside the words; the others are a page away
PAGES: Columns = {
    "Page": "title",
    "Part": "part",
    "On the site": lambda row: "Yes" if row.is_shown and row.published_at else "No",
    "Published": "published_at",
    "Draft by": "draft_by",
    "Looked after by": "owner",
    "To be read again": "review_on",
}


def text_pages(request: Request) -> HttpResponse:
    """Every page of words, with what waits for somebody."""
    if not commands.write_text.allowed(request.actor):
        raise NotAllowed("public pages")
    show = request.GET.get("show", "")
    pills = [
        {"text": words, "url": f"?show={key}" if key else request.path, "current": key == show}
        for key, words in text.SHOWN.items()
    ]
    rows = text.text_pages(request.actor, show)
    return list_page(request, "pages/editor/text_pages.jinja", rows, PAGES, called="Public pages", pill_links=pills)


def add_text(request: Request) -> HttpResponse:
    """A new page begins with its title and where it belongs; nobody sees it before it is published."""
    return form_page(
        request,
        "pages/editor/add_text.jinja",
        form=forms.AddText,
        do=commands.add_text_page,
        then=lambda page: reverse("pages:edit_text", args=[page.pk]),
        done="Added. Now write it: nobody sees it before you publish it.",
    )


def edit_text(request: Request, page: str) -> HttpResponse:
    """The words, kept as they are typed. Somebody else's newer version is shown beside them, and neither is lost."""
    found = text.get_page(request.actor, page)
    newest = text.newest_version(request.actor, found)
    draft = f"text:{found.pk}"
    now = {"title": newest.title, "lede": newest.lede, "words": newest.words, "based_on": newest.number}
    asked: Any
    if request.method == "POST":
        asked = forms.WriteText(request.POST)
        if asked.is_valid():
            try:
                saved = commands.write_text(request.actor, found, **asked.cleaned_data)
            except Refused as refusal:
                drafts.keep(request, draft, drafts.answers_of(request.POST))
                asked.add_error(None, str(refusal))
            else:
                drafts.forget(request, draft)
                messages.success(request, "Saved as a draft. Visitors do not see it before you publish it.")
                return redirect(reverse("pages:preview_text", args=[found.pk, saved.number]))
    else:
        typed = drafts.load(request, draft)
        asked = drafts.filled(forms.WriteText, typed) if typed else forms.WriteText(initial=now)
    began = str(asked.data.get("based_on", "") if asked.is_bound else newest.number)
    theirs = _theirs(request, found, newest, began)
    if theirs:  # what they save next has seen it
        asked.data = asked.data.copy()
        asked.data["based_on"] = str(text.newest_version(request.actor, found).number)
    shown = {
        "form": asked,
        "draft": {"url": drafts.address(draft)},
        "page": found,
        "newest": newest,
        "published": text.published_version(request.actor, found),
        "theirs": theirs,
        "unsaved": request.method == "GET" and asked.is_bound,
        "may_hide": found.slug not in commands.MUST_STAY,
        "address": _address(found.slug),
        "pictures": [kept.picture_row(row) for row in kept.pictures(request.actor)[:PICTURES_BESIDE]],
    }
    return render(request, "pages/editor/edit_text.jinja", shown, status=422 if asked.errors else 200)


def _theirs(request: Request, page: Any, newest: Any, began: str) -> dict[str, Any] | None:
    """What somebody saved since the writer began, as what it changed; None when nobody did."""
    if not began.isdigit() or int(began) >= newest.number:
        return None
    try:
        base = text.get_version(request.actor, page, int(began))
    except type(newest).DoesNotExist:
        return None
    return {"version": newest, "changes": text.changes(base, newest)}


def throw_away_text(request: Request, page: str) -> HttpResponse:
    """What was typed and not saved goes; every saved version stays."""
    found = text.get_page(request.actor, page)
    if request.method == "POST":
        drafts.forget(request, f"text:{found.pk}")
        messages.success(request, "What was not saved is gone. This is the newest version.")
    return redirect(reverse("pages:edit_text", args=[found.pk]))


def preview_text(request: Request, page: str, number: int) -> HttpResponse:
    """One version in the very page that visitors will see, with a bar above it that visitors will not."""
    found = text.get_page(request.actor, page)
    version = text.get_version(request.actor, found, number)
    tried = site.Text(
        found.slug, version.title, version.lede, version.words, found.part, version.published_at or clock.now()
    )
    newest = text.newest_version(request.actor, found)
    request.preview = {  # type: ignore[attr-defined]
        "number": version.number,
        "may_publish": version.pk == newest.pk and not version.published_at,
        "publish": reverse("pages:publish_text", args=[found.pk]),
        "edit": reverse("pages:edit_text", args=[found.pk]),
    }
    with site.trying(tried):
        if found.slug == "home":
            return front_page(request)
        there = resolve(tried.url)
        return there.func(request, *there.args, **there.kwargs)


def publish_text(request: Request, page: str) -> HttpResponse:
    """What changes for visitors, and the button that changes it."""
    found = text.get_page(request.actor, page)
    newest = text.newest_version(request.actor, found)
    if request.method == "POST":
        said = request.POST.get("number", "")
        number = int(said) if said.isdigit() else newest.number
        done = f"Published. Visitors read “{newest.title}” as you wrote it."
        return do_now(request, commands.publish_text, found, then=_edit(found), done=done, number=number)
    seen = text.published_version(request.actor, found)
    shown = {"page": found, "newest": newest, "seen": seen, "changes": text.changes(seen, newest)}
    return render(request, "pages/editor/publish_text.jinja", shown)


def text_versions(request: Request, page: str) -> HttpResponse:
    """Every version of one page, the newest first."""
    found = text.get_page(request.actor, page)
    versions = page_of(request, text.visible_versions(request.actor, found).defer("words"), 30)
    shown = {
        "found": found,
        "page": versions,
        "newest": text.newest_version(request.actor, found),
        "seen": text.published_version(request.actor, found),
    }
    return render(request, "pages/editor/text_versions.jinja", shown)


def text_version(request: Request, page: str, number: int) -> HttpResponse:
    """What one version changed, and going back to it."""
    found = text.get_page(request.actor, page)
    version = text.get_version(request.actor, found, number)
    if request.method == "POST":
        done = f"Version {version.number} is what visitors read again. The ones between are kept."
        return do_now(request, commands.go_back_to, found, then=_edit(found), done=done, number=version.number)
    newest = text.newest_version(request.actor, found)
    shown = {
        "page": found,
        "version": version,
        "newest": newest,
        "changes": text.changes(text.version_before(request.actor, version), version),
        "since": [] if version.pk == newest.pk else text.changes(newest, version),
    }
    return render(request, "pages/editor/text_version.jinja", shown)


def change_text(request: Request, page: str) -> HttpResponse:
    """Where the page stands, who looks after it, and when it is read again."""
    found = text.get_page(request.actor, page)
    people = {user.pk: user for user in holders(EDITOR, LEAD)}
    return form_page(
        request,
        "pages/editor/change_text.jinja",
        form=partial(forms.ChangeText, people=people),
        do=commands.change_text_page,
        to=found,
        then=_edit(found),
        done="Saved.",
        initial={
            "part": found.part,
            "position": found.position,
            "owner": found.owner_id,
            "review_on": found.review_on,
        },
        page=found,
        newest=text.newest_version(request.actor, found),
    )


def review_text(request: Request, page: str) -> HttpResponse:
    """Somebody read every word again, and they are still right."""
    found = text.get_page(request.actor, page)
    return form_page(
        request,
        "pages/editor/review_text.jinja",
        form=forms.ReadAgain,
        do=commands.review_text,
        to=found,
        then=reverse("pages:text_pages"),
        done="Thank you. It comes up again when that day comes.",
        initial={"review_on": in_a_year(clock.today())},
        page=found,
        newest=text.newest_version(request.actor, found),
    )


def hide_text(request: Request, page: str) -> HttpResponse:
    found = text.get_page(request.actor, page)
    return do_now(request, commands.hide_text_page, found, then=_edit(found), done="Visitors no longer find this page.")


def show_text(request: Request, page: str) -> HttpResponse:
    found = text.get_page(request.actor, page)
    return do_now(request, commands.show_text_page, found, then=_edit(found), done="The page is on the site again.")


def _edit(page: Any) -> str:
    return reverse("pages:edit_text", args=[page.pk])


def _address(slug: str) -> str:
    return site.Text(slug, "").url
