"""Pages of what is taught: programmes with their rules and modules, and the principles."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from alongside.training import commands, forms, queries
from alongside.ui.pages import Request, form_page

RULES = (
    *("name", "about", "taught_by", "mode", "attendance_percent", "first_is_required", "catch_up", "shown_how"),
    *("met_words", "not_yet_words", "equivalent_words", "reply_days", "claim_days", "is_open"),
)
NEW = {
    "attendance_percent": 80, "reply_days": 7, "claim_days": 20, "met_words": "Understanding shown",
    "not_yet_words": "Not yet, and here is what to try", "is_open": True,
}  # fmt: skip


def programmes(request: Request) -> HttpResponse:
    shown = {"rows": queries.programmes(request.actor)}
    return render(request, "training/programmes.jinja", shown)


def programme(request: Request, programme_id: str) -> HttpResponse:
    found = queries.get_programme(request.actor, programme_id)
    shown = {"programme": found, "modules": queries.modules_of(found, all_of_them=True)}
    return render(request, "training/programme.jinja", shown)


def add_programme(request: Request) -> HttpResponse:
    return form_page(
        request,
        "training/change_programme.jinja",
        form=forms.Programme,
        initial=NEW,
        do=commands.add_programme,
        then=lambda made: reverse("training:programme", args=[made.pk]),
        done="Added. Now say what its modules are.",
        draft="programme",
        programme=None,
    )


def change_programme(request: Request, programme_id: str) -> HttpResponse:
    found = queries.get_programme(request.actor, programme_id)
    now = {name: getattr(found, name) for name in RULES}
    now |= {name: "\n".join(getattr(found, name)) for name in ("eligibility", "prerequisites")}
    now["criteria"] = forms.criteria_as_typed(found.criteria)
    return form_page(
        request,
        "training/change_programme.jinja",
        form=forms.Programme,
        initial=now,
        do=commands.change_programme,
        to=found,
        then=reverse("training:programme", args=[found.pk]),
        done="Saved. The public site says so from now on.",
        programme=found,
    )


def add_module(request: Request, programme_id: str) -> HttpResponse:
    found = queries.get_programme(request.actor, programme_id)
    return form_page(
        request,
        "training/change_module.jinja",
        form=partial(forms.Module, principles=queries.principle_choices()),
        initial={"hours": "3", "is_open": True},
        do=commands.add_module,
        details={"programme": found},
        then=reverse("training:programme", args=[found.pk]),
        done="Added.",
        programme=found,
        module=None,
    )


def change_module(request: Request, module_id: str) -> HttpResponse:
    found = queries.get_module(request.actor, module_id)
    now = {name: getattr(found, name) for name in ("title", "about", "prompt", "is_required", "is_open")}
    now |= {"hours": f"{found.hours.normalize():f}", "principles": [row.pk for row in found.principles.all()]}
    return form_page(
        request,
        "training/change_module.jinja",
        form=partial(forms.Module, principles=queries.principle_choices()),
        initial=now,
        do=commands.change_module,
        to=found,
        then=reverse("training:programme", args=[found.programme_id]),
        done="Saved.",
        programme=found.programme,
        module=found,
    )


def principles(request: Request) -> HttpResponse:
    shown = {"rows": queries.principles(request.actor), "framework": queries.framework()}
    return render(request, "training/principles.jinja", shown)


def add_principle(request: Request) -> HttpResponse:
    return form_page(
        request,
        "training/change_principle.jinja",
        form=partial(forms.Principle, competences=queries.competence_choices()),
        initial={"is_open": True},
        do=commands.add_principle,
        then=reverse("training:principles"),
        done="Added.",
        principle=None,
        framework=queries.framework(),
    )


def change_principle(request: Request, principle_id: str) -> HttpResponse:
    found = queries.get_principle(request.actor, principle_id)
    now = {name: getattr(found, name) for name in ("name", "words", "shown_by", "is_open")}
    now["competences"] = [row.pk for row in found.competences.all()]
    return form_page(
        request,
        "training/change_principle.jinja",
        form=partial(forms.Principle, competences=queries.competence_choices()),
        initial=now,
        do=commands.change_principle,
        to=found,
        then=reverse("training:principles"),
        done="Saved.",
        principle=found,
        framework=queries.framework(),
    )
