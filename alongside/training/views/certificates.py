"""Certificates: a candidate's own, staff's list, the page where a stranger checks one, and what machines read."""

from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from alongside.core.errors import Refused
from alongside.core.limits import tried_too_often
from alongside.formats import pdf
from alongside.training import commands, queries
from alongside.training.forms import certificates as forms
from alongside.ui.pages import Request, do_now, form_page, public
from alongside.ui.sheets import Columns, list_page

TRIES, MINUTES = 30, 15


def my_certificates(request: Request) -> HttpResponse:
    """A candidate's certificates: keep them, show them, stop showing them."""
    return render(request, "training/my_certificates.jinja", {"certificates": queries.my_certificates(request.actor)})


def my_certificate_file(request: Request, certificate: str) -> HttpResponse:
    found = queries.get_own_certificate(request.actor, certificate)
    return _pdf(found)


def my_badge_file(request: Request, certificate: str) -> HttpResponse:
    """The credential as a file: one signed word."""
    found = queries.get_own_certificate(request.actor, certificate)
    if found.revoked_at:
        raise Refused("This certificate was taken back, so it has no badge any more.")
    answer = HttpResponse(found.credential, content_type="application/vc+jwt")
    answer["Content-Disposition"] = 'attachment; filename="badge.jwt"'
    return answer


def share_certificate(request: Request, certificate: str) -> HttpResponse:
    return _share(request, certificate, commands.share_certificate, "Anyone with the code can now see it.")


def hide_certificate(request: Request, certificate: str) -> HttpResponse:
    return _share(request, certificate, commands.hide_certificate, "It is not shown to anyone now.")


def _share(request: Request, certificate: str, do: Any, done: str) -> HttpResponse:
    found = queries.get_own_certificate(request.actor, certificate)
    return do_now(request, do, found, then=reverse("training:my_certificates"), done=done)


def certificates(request: Request) -> HttpResponse:
    """Every certificate, the newest first."""
    queries.needs_to_see_certificates(request.actor)
    find = forms.FindCertificate(request.GET)
    text = find.cleaned_data["text"].strip() if find.is_valid() else ""
    columns: Columns = {
        "Name": "name",
        "Course": "course",
        "Kind": lambda row: row.get_kind_display(),
        "Date": "issued_on",
        "Code": lambda row: queries.grouped(row.code),
        "Now": queries.state_in_words,
    }
    found = queries.certificates(request.actor, text=text)
    return list_page(
        request,
        "training/certificates.jinja",
        found,
        columns,
        called="Certificates",
        filter_form=find,
        state=queries.state_in_words,
    )


def certificate(request: Request, certificate: str) -> HttpResponse:
    found = queries.get_certificate(request.actor, certificate)
    may = {name: do.allowed(request.actor, found) for name, do in _CHANGES.items()}
    context = {"code": queries.grouped(found.code), "state": queries.state_in_words(found), "may": may}
    return render(request, "training/certificate.jinja", {"certificate": found, **context})


def certificate_file(request: Request, certificate: str) -> HttpResponse:
    return _pdf(queries.get_certificate(request.actor, certificate))


def replace_certificate(request: Request, certificate: str) -> HttpResponse:
    found = queries.get_certificate(request.actor, certificate)
    return form_page(
        request,
        "training/replace_certificate.jinja",
        form=forms.Replace,
        do=commands.replace_certificate,
        to=found,
        then=lambda made: reverse("training:certificate", args=[made.pk]),
        done="There is a new certificate with a new code. The old code says that it was replaced.",
        initial={"name": found.name},
        certificate=found,
    )


def revoke_certificate(request: Request, certificate: str) -> HttpResponse:
    found = queries.get_certificate(request.actor, certificate)
    return form_page(
        request,
        "training/revoke_certificate.jinja",
        form=forms.Revoke,
        do=commands.revoke_certificate,
        to=found,
        then=reverse("training:certificate", args=[found.pk]),
        done="It is taken back. Whoever checks it is told so.",
        certificate=found,
    )


_CHANGES = {"replace": commands.replace_certificate, "revoke": commands.revoke_certificate}


def _pdf(found: Any) -> HttpResponse:
    if found.revoked_at:
        raise Refused("This certificate was taken back, so it cannot be printed.")
    try:
        data = pdf.certificate(queries.paper(found))
    except pdf.CannotBePrinted as missing:
        raise Refused(
            f"Our certificate cannot print these letters yet: {missing}. Ask us to put the name in other letters; "
            "the certificate itself, and its badge, count as they are."
        ) from None
    answer = HttpResponse(data, content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="certificate.pdf"'
    return answer


@public
def check(request: Request) -> HttpResponse:
    """Is this certificate, or this badge, real? By the code on the paper, or by the badge itself."""
    asked = forms.CheckCode(request.GET) if "code" in request.GET else forms.CheckCode()
    badge = forms.CheckBadge(request.POST) if request.method == "POST" else forms.CheckBadge()
    found = None
    if "code" in request.GET and asked.is_valid():
        return redirect("training:check_certificate", code=queries.tidy_code(asked.cleaned_data["code"]) or "-")
    if request.method == "POST" and badge.is_valid():
        _mind(request)
        found = queries.check_badge(badge.cleaned_data["badge"])
    wrong = bool(asked.errors or badge.errors)
    context = {"form": asked, "badge": badge, "found": found, "open_badge": request.method == "POST"}
    return render(request, "training/check.jinja", context, status=422 if wrong else 200)


@public
def check_certificate(request: Request, code: str) -> HttpResponse:
    """What the holder lets a stranger with this code see. Nothing else."""
    _mind(request)
    seen = queries.seen_by_code(code)
    context = {"seen": seen, "code": queries.grouped(queries.tidy_code(code))[:20]}
    answer = render(
        request, "training/check_certificate.jinja", context, status=404 if seen.state == "unknown" else 200
    )
    answer["X-Robots-Tag"] = "noindex"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _mind(request: Request) -> None:
    if tried_too_often(request, "check", most=TRIES, minutes=MINUTES):
        raise Refused(
            "Many codes were tried from where you are. Wait a quarter of an hour, or ring us and we will check it."
        )


def _published(answer: Any) -> HttpResponse:
    response = JsonResponse(answer)
    response["Access-Control-Allow-Origin"] = "*"  # anybody may check a badge
    return response


@public
def keys(request: Request) -> HttpResponse:
    """Our public keys (RFC 7517)."""
    return _published(queries.published_keys())


@public
def badge_issuer(request: Request) -> HttpResponse:
    """Who we are, as badges name us."""
    if not request.service:
        raise Http404
    return _published(queries.issuer_profile())


@public
def revoked_badges(request: Request) -> HttpResponse:
    """The badges that count no more, by ids that say nothing."""
    return _published(queries.revoked_list())


def issuers(request: Request) -> HttpResponse:
    """Other services whose badges count here; and our own keys."""
    queries.needs_to_trust(request.actor)
    return form_page(
        request,
        "training/issuers.jinja",
        form=forms.TrustIssuer,
        do=commands.trust_issuer,
        then=reverse("training:issuers"),
        done="It is on the list. Its keys are read within a few minutes.",
        issuers=queries.issuers(request.actor),
        ours=queries.our_keys(request.actor),
    )


def end_issuer(request: Request, issuer: str) -> HttpResponse:
    found = queries.get_issuer(request.actor, issuer)
    return do_now(
        request, commands.end_issuer, found, then=reverse("training:issuers"), done=f"{found.name} is off the list."
    )


def change_key(request: Request) -> HttpResponse:
    done = "A new key signs badges from now on. Badges signed before still count."
    return do_now(request, commands.make_key, then=reverse("training:issuers"), done=done)
