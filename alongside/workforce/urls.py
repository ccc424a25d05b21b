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
    path("posts/", views.posts, name="posts"),
    path("posts/table/", views.posts_table, name="posts_table"),
    path("posts/add/", views.add_post, name="add_post"),
    path("posts/<id:post>/", views.post, name="post"),
    path("posts/<id:post>/change/", views.change_post, name="change_post"),
    path("posts/<id:post>/case/", views.make_case, name="make_case"),
    path("posts/<id:post>/think-again/", views.think_again, name="think_again"),
    path("posts/<id:post>/fund/", views.fund_post, name="fund_post"),
    path("posts/<id:post>/stop-advertising/", views.stop_advertising, name="stop_advertising"),
    path("posts/<id:post>/fill/", views.fill_post, name="fill_post"),
    path("posts/<id:post>/vacate/", views.vacate_post, name="vacate_post"),
    path("posts/<id:post>/give-up/", views.give_up_post, name="give_up_post"),
    path("posts/<id:post>/take-up-again/", views.take_up_again, name="take_up_again"),
    path("workers/assignments/<id:assignment>/end/", views.end_assignment, name="end_assignment"),
]
