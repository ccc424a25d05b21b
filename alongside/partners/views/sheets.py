"""A spreadsheet on its way into the directory: sent, looked over, and brought in or not."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from alongside.partners import forms, imports, queries
from alongside.ui import drafts
from alongside.ui.pages import Request
from alongside.ui.words import plural

KEPT = "partners:bring_in"  # what was read of the file, until it is in or another is sent
NO_HEADINGS = (
    "We found no sheet with a heading for the name, like Name, and two others, like Phone and Website. "
    "Download the directory to see the headings, and try again."
)


def bring_in(request: Request) -> HttpResponse:
    """Choose a file."""
    queries.needs_to_keep(request.actor)
    asked = forms.Send(request.POST, request.FILES) if request.method == "POST" else forms.Send()
    if request.method == "POST" and asked.is_valid():
        if (read := imports.read(asked.cleaned_data["file"])) is not None:
            drafts.keep(request, KEPT, read)
            return redirect("partners:look_over")
        asked.add_error("file", NO_HEADINGS)
    context = {"form": asked, "headings": list(forms.HEADINGS.values()), "draft": {}}
    return render(request, "partners/bring_in.jinja", context, status=422 if asked.errors else 200)


def look_over(request: Request) -> HttpResponse:
    """What was found, and one button that brings all of it in."""
    queries.needs_to_keep(request.actor)
    read = drafts.load(request, KEPT)
    if not read:
        raise Http404
    if request.method == "POST":
        number = imports.apply(request.actor, read)
        drafts.forget(request, KEPT)
        messages.success(request, f"{plural(number, 'row')} brought in.")
        return redirect(reverse("partners:directory"))
    return render(request, "partners/look_over.jinja", {"found": imports.check(request.actor, read)})
