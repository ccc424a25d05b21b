"""The addresses of the support slice."""

from django.urls import path

from alongside.support import views

app_name = "support"
urlpatterns = [
    path("record/", views.record, name="record"),
    path("record/<id:relationship_id>/", views.record_contact, name="record_contact"),
    path("people-with-a-peer-worker/", views.everyone, name="everyone"),
    path("my-people/", views.my_people, name="my_people"),
    path("support/<id:relationship_id>/", views.relationship, name="relationship"),
    path("support/<id:relationship_id>/contacts/", views.contacts, name="contacts"),
    path("support/<id:relationship_id>/agreement/", views.agreement, name="agreement"),
    path("support/<id:relationship_id>/agree/", views.agree, name="agree"),
    path("support/<id:relationship_id>/book/", views.book_meeting, name="book_meeting"),
    path("support/<id:relationship_id>/goals/add/", views.add_goal, name="add_goal"),
    path("support/<id:relationship_id>/stop/", views.stop_support, name="stop_support"),
    path("meetings/<id:meeting_id>/move/", views.move_meeting, name="move_meeting"),
    path("meetings/<id:meeting_id>/cancel/", views.cancel_meeting, name="cancel_meeting"),
    path("meetings/<id:meeting_id>/meeting.ics", views.meeting_calendar, name="meeting_calendar"),
    path("contacts/<id:contact_id>/", views.contact, name="contact"),
    path("contacts/<id:contact_id>/correct/", views.correct_contact, name="correct_contact"),
    path("contacts/<id:contact_id>/undo/", views.undo_contact, name="undo_contact"),
    path("contacts/<id:contact_id>/words/", views.add_their_words, name="add_their_words"),
    path("goals/<id:goal_id>/", views.goal, name="goal"),
    path("goals/<id:goal_id>/number/", views.say_number, name="say_number"),
    path("goals/steps/<id:step_id>/take/", views.take_step, name="take_step"),
    path("goals/steps/<id:step_id>/untake/", views.untake_step, name="untake_step"),
    path("goals/steps/<id:step_id>/remove/", views.remove_step, name="remove_step"),
    path("goals/<id:goal_id>/change/", views.change_goal, name="change_goal"),
    path("goals/<id:goal_id>/reach/", views.reach_goal, name="reach_goal"),
    path("goals/<id:goal_id>/drop/", views.drop_goal, name="drop_goal"),
    path("goals/<id:goal_id>/take-up/", views.take_up_goal, name="take_up_goal"),
    path("to-copy/", views.to_copy, name="to_copy"),
    path("to-copy/tick/", views.tick_copied, name="tick_copied"),
    path("to-copy/untick/", views.untick_copied, name="untick_copied"),
    path("messages/", views.messages, name="messages"),
    path("messages/<id:notice_id>/seen/", views.see_failure, name="see_failure"),
    path("messages/<id:notice_id>/again/", views.send_again, name="send_again"),
    path("messages/replies/<id:reply_id>/seen/", views.see_reply, name="see_reply"),
    path("messages/received/", views.text_received, name="text_received"),
    path("messages/receipts/", views.receipt_received, name="receipt_received"),
    path("my-calendar/", views.my_calendar, name="my_calendar"),
    path("my-calendar/make/", views.make_feed, name="make_feed"),
    path("my-calendar/take-back/", views.end_feed, name="end_feed"),
    path("calendar/<slug:token>.ics", views.calendar_feed, name="calendar_feed"),
]
