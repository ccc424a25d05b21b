"""The addresses of pages that join slices."""

from django.urls import path

from alongside.pages import views

app_name = "pages"
urlpatterns = [
    path("", views.home, name="home"),
    path("audit/", views.audit_trail, name="audit"),
    path("openings/", views.openings, name="openings"),
    path("accessibility/", views.about, {"topic": "accessibility"}, name="accessibility"),
    path("privacy/", views.about, {"topic": "privacy"}, name="privacy"),
    path("cookies/", views.about, {"topic": "cookies"}, name="cookies"),
]
