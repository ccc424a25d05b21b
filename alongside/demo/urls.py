"""The demonstration's addresses. Included only in a demonstration, never in production."""

from django.urls import path

from alongside.demo import views

app_name = "demo"
urlpatterns = [
    path("", views.personas, name="personas"),
    path("sign-in/<slug:persona>/", views.sign_in, name="sign_in"),
    path("outbox/", views.outbox, name="outbox"),
]
