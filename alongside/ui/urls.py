"""The kit's own addresses."""

from django.urls import path

from alongside.ui import drafts
from alongside.ui.pages import public

app_name = "ui"
urlpatterns = [
    path("drafts/<str:signed>/", public(drafts.keep_draft), name="keep_draft"),
    path("leave/", public(drafts.leave), name="leave"),
]
