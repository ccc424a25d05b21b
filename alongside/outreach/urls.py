"""The addresses of outreach."""

from django.urls import path

from alongside.outreach import views

app_name = "outreach"
urlpatterns = [
    path("a-peers-voice/", views.ask_for_voice, name="ask_for_voice"),
    path("a-peers-voice/ask/<slug:step>/", views.ask_for_voice_step, name="ask_for_voice_step"),
    path("a-peers-voice/asked/<id:ask_id>/<slug:key>/", views.my_ask, name="my_ask"),
    path("a-peers-voice/asked/<id:ask_id>/<slug:key>/take-back/", views.take_back_ask, name="take_back_ask"),
    path("talk/thank-you/", views.said_of_talk, name="said_of_talk"),
    path("talk/<slug:code>/", views.say_of_talk, name="say_of_talk"),
    path("talks/", views.talks, name="talks"),
    path("talks/ask/", views.ask_inside, name="ask_inside"),
    path("talks/ask/<slug:step>/", views.ask_inside_step, name="ask_inside_step"),
    path("talks/asks/", views.asks, name="asks"),
    path("talks/asks/<id:ask_id>/", views.ask, name="ask"),
    path("talks/asks/<id:ask_id>/take/", views.take_ask, name="take_ask"),
    path("talks/asks/<id:ask_id>/talk/", views.talk_it_through, name="talk_it_through"),
    path("talks/asks/<id:ask_id>/agree/", views.agree_ask, name="agree_ask"),
    path("talks/asks/<id:ask_id>/not-this-time/", views.not_this_time, name="not_this_time"),
    path("talks/asks/<id:ask_id>/done/", views.finish_ask, name="finish_ask"),
    path("talks/plan/", views.plan, name="plan"),
    path("talks/owed/", views.owed, name="owed"),
    path("talks/weeks/", views.weeks, name="weeks"),
    path("talks/weeks/add/", views.add_week, name="add_week"),
    path("talks/weeks/<id:week_id>/change/", views.change_week, name="change_week"),
    path("talks/weeks/<id:week_id>/end/", views.end_week, name="end_week"),
    path("talks/speaking/<id:speaker_id>/answer/", views.answer_talk, name="answer_talk"),
    path("talks/speaking/<id:speaker_id>/how-it-was/", views.say_debriefed, name="say_debriefed"),
    path("talks/speaking/<id:speaker_id>/thanks/", views.agree_thanks, name="agree_thanks"),
    path("talks/speaking/<id:speaker_id>/thanks/given/", views.give_thanks, name="give_thanks"),
    path("talks/<id:talk_id>/", views.talk, name="talk"),
    path("talks/<id:talk_id>/change/", views.change_talk, name="change_talk"),
    path("talks/<id:talk_id>/cancel/", views.cancel_talk, name="cancel_talk"),
    path("talks/<id:talk_id>/put-back/", views.put_back_talk, name="put_back_talk"),
    path("talks/<id:talk_id>/given/", views.give_talk, name="give_talk"),
    path("talks/<id:talk_id>/not-given/", views.take_back_given, name="take_back_given"),
    path("talks/<id:talk_id>/speakers/", views.ask_speakers, name="ask_speakers"),
    path("talks/<id:talk_id>/say/", views.talk_code, name="talk_code"),
    path("talks/<id:talk_id>/said/", views.talk_feedback, name="talk_feedback"),
    path("beyond-the-trust/", views.contributions, name="contributions"),
    path("beyond-the-trust/add/", views.add_contribution, name="add_contribution"),
    path("beyond-the-trust/years/<int:year>/", views.year, name="year"),
    path("beyond-the-trust/<id:contribution_id>/", views.contribution, name="contribution"),
    path("beyond-the-trust/<id:contribution_id>/change/", views.change_contribution, name="change_contribution"),
    path(
        "beyond-the-trust/<id:contribution_id>/take-back/", views.take_back_contribution, name="take_back_contribution"
    ),
    path("beyond-the-trust/<id:contribution_id>/show/", views.show_contribution, name="show_contribution"),
    path("beyond-the-trust/<id:contribution_id>/people/", views.add_contributor, name="add_contributor"),
    path("beyond-the-trust/people/<id:person_id>/name/", views.say_named, name="say_named"),
    path("beyond-the-trust/people/<id:person_id>/leave/", views.leave_contribution, name="leave_contribution"),
    path("our-year/<int:year>/", views.public_year, name="public_year"),
]
