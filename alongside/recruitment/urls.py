"""The addresses of recruitment."""

from django.urls import path

from alongside.recruitment import views
from alongside.recruitment.views import checks, meeting

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

meeting_people = [
    path("vacancies/<id:vacancy_id>/times/", meeting.slots, name="slots"),
    path("vacancies/<id:vacancy_id>/times/add/", meeting.add_slots, name="add_slots"),
    path("times/<id:slot_id>/move/", meeting.move_slot, name="move_slot"),
    path("times/<id:slot_id>/cancel/", meeting.cancel_slot, name="cancel_slot"),
    path("vacancies/<id:vacancy_id>/outcomes/", meeting.outcomes, name="outcomes"),
    path("meetings/<id:application_id>/", meeting.interview, name="interview"),
    path("meetings/<id:application_id>/notes/", meeting.write_notes, name="write_notes"),
    path("outcomes/<id:application_id>/offer/", meeting.make_offer, name="make_offer"),
    path("outcomes/<id:application_id>/reserve/", meeting.put_in_reserve, name="put_in_reserve"),
    path("outcomes/<id:application_id>/not-this-time/", meeting.not_this_time, name="not_this_time"),
    path("outcomes/<id:application_id>/more-time/", meeting.more_time, name="more_time"),
    path("outcomes/<id:application_id>/take-back/", meeting.take_back_offer, name="take_back_offer"),
    path("applications/<id:application_id>/time/", meeting.pick_time, name="pick_time"),
    path("applications/<id:application_id>/time/give-back/", meeting.give_back_time, name="give_back_time"),
    path("applications/<id:application_id>/time/none/", meeting.none_work, name="none_work"),
    path("applications/<id:application_id>/offer/", meeting.my_offer, name="my_offer"),
    path("applications/<id:application_id>/offer/yes/", meeting.accept_offer, name="accept_offer"),
    path("applications/<id:application_id>/offer/no/", meeting.say_no_to_offer, name="say_no_to_offer"),
]

checking = [
    path("checks/", checks.checks, name="checks"),
    path("checks/kinds/", checks.check_kinds, name="check_kinds"),
    path("checks/kinds/<slug:code>/", checks.change_check_kind, name="change_check_kind"),
    path("checks/of/<id:application_id>/", checks.checks_of, name="checks_of"),
    path("checks/of/<id:application_id>/news/", checks.tell_news, name="tell_news"),
    path("checks/<id:check_id>/", checks.check, name="check"),
    path("checks/<id:check_id>/clear/", checks.clear_check, name="clear_check"),
    path("checks/<id:check_id>/turn/", checks.pass_turn, name="pass_turn"),
    path("checks/<id:check_id>/not-needed/", checks.not_needed, name="not_needed"),
    path("checks/<id:check_id>/talk/", checks.ask_to_talk, name="ask_to_talk"),
    path("checks/<id:check_id>/again/", checks.reopen_check, name="reopen_check"),
    path("referees/<id:referee_id>/asked/", checks.ask_referee, name="ask_referee"),
    path("referees/<id:referee_id>/came/", checks.reference_came, name="reference_came"),
    path("applications/<id:application_id>/checks/", checks.my_checks, name="my_checks"),
    path("applications/<id:application_id>/checks/referee/", checks.name_referee, name="name_referee"),
    path("checks/<id:check_id>/done/", checks.do_my_part, name="do_my_part"),
    path("checks/<id:check_id>/help/", checks.ask_for_help, name="ask_for_help"),
    path("referees/<id:referee_id>/another/", checks.replace_referee, name="replace_referee"),
]

starting = [
    path("first-day/<id:application_id>/", checks.first_day, name="first_day"),
    path("first-day/<id:application_id>/plan/", checks.plan_first_day, name="plan_first_day"),
    path("first-day/<id:application_id>/agreed/", checks.agree_adjustments, name="agree_adjustments"),
    path("first-day/<id:application_id>/start/", checks.start_work, name="start_work"),
    path("first-weeks/<id:item_id>/done/", checks.tick_item, name="tick_item"),
    path("first-weeks/<id:item_id>/not-done/", checks.untick_item, name="untick_item"),
    path("me/first-weeks/", checks.my_first_weeks, name="my_first_weeks"),
]

jobs = [
    path("jobs/", views.jobs, name="jobs"),
    path("jobs/feed/", views.jobs_feed, name="jobs_feed"),
    path("jobs/<id:vacancy>/", views.job, name="job"),
]

vacancies = [
    path("vacancies/", views.vacancies, name="vacancies"),
    path("vacancies/add/", views.add_vacancy, name="add_vacancy"),
    path("vacancies/<id:vacancy>/", views.vacancy, name="vacancy"),
    path("vacancies/<id:vacancy>/facts/", views.change_vacancy, name="change_vacancy"),
    path("vacancies/<id:vacancy>/the-work/", views.change_work, name="change_work"),
    path("vacancies/<id:vacancy>/dates/", views.change_dates, name="change_dates"),
    path("vacancies/<id:vacancy>/look-for/", views.specification, name="specification"),
    path("vacancies/<id:vacancy>/look-for/add/", views.add_criterion, name="add_criterion"),
    path("vacancies/look-for/<id:criterion>/", views.change_criterion, name="change_criterion"),
    path("vacancies/look-for/<id:criterion>/remove/", views.remove_criterion, name="remove_criterion"),
    path("vacancies/<id:vacancy>/questions/add/", views.add_question, name="add_question"),
    path("vacancies/questions/<id:question>/", views.change_question, name="change_question"),
    path("vacancies/questions/<id:question>/remove/", views.remove_question, name="remove_question"),
    path("vacancies/<id:vacancy>/meeting/", views.change_meeting, name="change_meeting"),
    path("vacancies/<id:vacancy>/panel/", views.panel, name="panel"),
    path("vacancies/panel/<id:member>/end/", views.end_panel_member, name="end_panel_member"),
    path("vacancies/<id:vacancy>/open/", views.open_vacancy, name="open_vacancy"),
    path("vacancies/<id:vacancy>/close/", views.close_vacancy, name="close_vacancy"),
    path("vacancies/<id:vacancy>/reopen/", views.reopen_vacancy, name="reopen_vacancy"),
    path("vacancies/<id:vacancy>/withdraw/", views.withdraw_vacancy, name="withdraw_vacancy"),
    path("vacancies/<id:vacancy>/finish/", views.finish_vacancy, name="finish_vacancy"),
]

urlpatterns = [*jobs, *vacancies, *applying, *choosing, *meeting_people, *checking, *starting]
