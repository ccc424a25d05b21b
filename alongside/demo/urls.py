"""The demonstration's addresses. Included only in a demonstration, never in production."""

from django.urls import path

from alongside.demo import views
from alongside.ui.gallery import gallery
from alongside.ui.pages import public

app_name = "demo"
urlpatterns = [
    path("", views.personas, name="personas"),
    path("sign-in/<slug:persona>/", views.sign_in, name="sign_in"),
    path("outbox/", views.outbox, name="outbox"),
    path("gallery/", public(gallery), name="gallery"),
    path("gallery/<slug:which>/", public(gallery), name="gallery_page"),
]
