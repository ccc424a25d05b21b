"""The addresses of recruitment."""

from django.urls import path

from alongside.recruitment import views

app_name = "recruitment"

applying = [
    path("jobs/<id:vacancy_id>/apply/", views.apply, name="apply"),
    path("applications/<id:application_id>/", views.application, name="application"),
    path("applications/<id:application_id>/reach/", views.application_reach, name="application_reach"),
    path("applications/<id:application_id>/training/", views.application_training, name="application_training"),
    path(
        "applications/<id:application_id>/right-to-work/",
        views.application_right_to_work,
        name="application_right_to_work",
    ),
    path("applications/<id:application_id>/sure-place/", views.application_sure_place, name="application_sure_place"),
    path("applications/<id:application_id>/another-way/", views.application_way, name="application_way"),
    path("applications/<id:application_id>/what-helps/", views.application_helps, name="application_helps"),
    path("applications/<id:application_id>/history/", views.application_history, name="application_history"),
    path("applications/<id:application_id>/history/years/", views.application_years, name="application_years"),
    path("applications/<id:application_id>/history/<id:item_id>/", views.change_history, name="change_history"),
    path("applications/<id:application_id>/history/<id:item_id>/remove/", views.remove_history, name="remove_history"),
    path(
        "applications/<id:application_id>/questions/<id:question_id>/",
        views.application_question,
        name="application_question",
    ),
    path(
        "applications/<id:application_id>/questions/<id:question_id>/file/",
        views.application_file,
        name="application_file",
    ),
    path(
        "applications/<id:application_id>/questions/<id:question_id>/file/remove/",
        views.remove_file,
        name="remove_file",
    ),
    path("applications/<id:application_id>/answers/<id:question_id>/", views.answer_file, name="answer_file"),
    path("applications/<id:application_id>/changes-seen/", views.see_changes, name="see_changes"),
    path("applications/<id:application_id>/check/", views.application_check, name="application_check"),
    path("applications/<id:application_id>/send/", views.send_application, name="send_application"),
    path("applications/<id:application_id>/copy/", views.application_copy, name="application_copy"),
    path("applications/<id:application_id>/take-back/", views.take_back, name="take_back"),
    path("applications/<id:application_id>/withdraw/", views.withdraw, name="withdraw"),
]

choosing = [
    path("reading/", views.my_reading, name="my_reading"),
    path("reading/<id:application_id>/", views.read_application, name="read_application"),
    path("reading/<id:application_id>/step-aside/", views.step_aside, name="step_aside"),
    path("reading/<id:application_id>/agree/<id:criterion_id>/", views.agree_score, name="agree_score"),
    path("reading/<id:application_id>/third/<id:criterion_id>/", views.ask_third, name="ask_third"),
    path("reading/<id:application_id>/settle/<id:criterion_id>/", views.settle_score, name="settle_score"),
    path("vacancies/<id:vacancy_id>/shortlist/", views.shortlist, name="shortlist"),
    path("vacancies/<id:vacancy_id>/shortlist/begin/", views.begin_reading, name="begin_reading"),
    path("vacancies/<id:vacancy_id>/shortlist/done/", views.finish_reading, name="finish_reading"),
    path("vacancies/<id:vacancy_id>/shortlist/finish/", views.finish_shortlisting, name="finish_shortlisting"),
    path("vacancies/equality/", views.equality, name="equality"),
]

urlpatterns = [*applying, *choosing]
