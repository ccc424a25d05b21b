"""Every address, slice by slice."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("", include("alongside.accounts.urls")),
    path("", include("alongside.ui.urls")),
    path("", include("alongside.referrals.urls")),
    path("", include("alongside.workforce.urls")),
    path("", include("alongside.support.urls")),
    path("", include("alongside.matching.urls")),
    path("", include("alongside.spreadsheets.urls")),
    path("", include("alongside.candidates.urls")),
    path("", include("alongside.training.urls")),
    path("", include("alongside.recruitment.urls")),
    path("", include("alongside.groups.urls")),
    path("", include("alongside.outreach.urls")),
    path("", include("alongside.partners.urls")),
    path("", include("alongside.supervision.urls")),
    path("", include("alongside.bank.urls")),
    path("", include("alongside.pages.urls")),
]
if settings.DEMONSTRATION:
    urlpatterns.append(path("demo/", include("alongside.demo.urls")))

handler404 = "alongside.ui.pages.not_found"
handler500 = "alongside.ui.pages.went_wrong"
