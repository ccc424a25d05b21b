"""The addresses of the workforce slice."""

from django.urls import path

from alongside.workforce import views

app_name = "workforce"
urlpatterns = [
    path("me/profile/", views.my_profile, name="my_profile"),
    path("me/profile/preview/", views.preview, name="preview"),
    path("me/profile/words/", views.change_words, name="change_words"),
    path("me/profile/practical/", views.change_practical, name="change_practical"),
    path("me/profile/offer/", views.add_offering, name="add_offering"),
    path("me/profile/offer/<id:offering>/", views.change_offering, name="change_offering"),
    path("me/profile/offer/<id:offering>/withdraw/", views.withdraw_offering, name="withdraw_offering"),
    path("me/profile/show/", views.show_profile, name="show_profile"),
    path("me/profile/hide/", views.hide_profile, name="hide_profile"),
    path("me/profile/not-just-now/", views.not_just_now, name="not_just_now"),
    path("me/profile/taking-on-again/", views.taking_on_again, name="taking_on_again"),
    path("me/kept-away/", views.kept_away, name="kept_away"),
    path("me/kept-away/<id:kept>/end/", views.end_keep_away, name="end_keep_away"),
    path("workers/", views.workers, name="workers"),
    path("workers/add/", views.add_worker, name="add_worker"),
    path("workers/<id:worker>/", views.worker, name="worker"),
    path("workers/<id:worker>/change/", views.change_worker, name="change_worker"),
    path("workers/<id:worker>/assign/", views.assign_worker, name="assign_worker"),
    path("workers/<id:worker>/places/", views.set_caseload, name="set_caseload"),
    path("workers/assignments/<id:assignment>/end/", views.end_assignment, name="end_assignment"),
]
