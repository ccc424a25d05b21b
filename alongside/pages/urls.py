"""The addresses of pages that join slices."""

from django.urls import path

from alongside.pages import views

app_name = "pages"
urlpatterns = [
    path("", views.home, name="home"),
    path("accessibility/", views.about, {"topic": "accessibility"}, name="accessibility"),
    path("privacy/", views.about, {"topic": "privacy"}, name="privacy"),
    path("cookies/", views.about, {"topic": "cookies"}, name="cookies"),
    path("today/", views.today, name="today"),
    path("today/unfinished/<id:draft>/throw-away/", views.throw_away, name="throw_away"),
    path("overview/", views.overview, name="overview"),
    path("overview/<slug:number>/", views.behind, name="behind"),
    path("audit/", views.audit_trail, name="audit"),
    path("openings/", views.openings, name="openings"),
    path("my/", views.my_peer_support, name="my_peer_support"),
    path("my/offers/<id:offer>/", views.my_offer, name="my_offer"),
    path("my/offers/<id:offer>/<slug:answer>/", views.answer_offer, name="answer_offer"),
    path("my/answer/<slug:answer>/", views.say, name="say"),
    path("my/wait/", views.wait, name="wait"),
    path("my/ready/", views.ready, name="ready"),
    path("my/stop/", views.stop, name="stop"),
    path("my/help/", views.help_now, name="help_now"),
    path("my/meetings/<id:meeting>/change/", views.change_my_meeting, name="change_my_meeting"),
    path("my/meetings/<id:meeting>/cancel/", views.cancel_my_meeting, name="cancel_my_meeting"),
    path("my/meetings/<id:meeting>/meeting.ics", views.my_meeting_calendar, name="my_meeting_calendar"),
    path("my/written/", views.my_written, name="my_written"),
    path("my/written/<id:contact>/add/", views.my_words, name="my_words"),
    path("my/goals/", views.my_goals, name="my_goals"),
    path("my/goals/<id:goal>/", views.my_goal, name="my_goal"),
    path("my/goals/<id:goal>/steps/", views.my_steps, name="my_steps"),
    path("my/goals/<id:goal>/number/", views.my_number, name="my_number"),
    path("my/steps/<id:step>/<slug:move>/", views.move_my_step, name="move_my_step"),
    path("my/goals/<id:goal>/<slug:step>/", views.move_my_goal, name="move_my_goal"),
    path("my/record/", views.my_record, name="my_record"),
    path("my/record/reach-me/", views.reach_me, name="reach_me"),
    path("my/record/needs/", views.i_need, name="i_need"),
    path("my/record/needs/<id:need>/take-off/", views.need_no_more, name="need_no_more"),
    path("my/record/who-can-know/", views.who_can_know, name="who_can_know"),
    path("my/record/who-can-know/<id:sharing>/take-back/", views.take_back, name="take_back"),
]
