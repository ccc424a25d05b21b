"""The addresses of candidates."""

from django.urls import path

from alongside.candidates import views

app_name = "candidates"
urlpatterns = [
    path("candidates/<id:candidate_id>/", views.candidate, name="candidate"),
    path("candidates/routes/<id:route_id>/", views.route, name="route"),
]
