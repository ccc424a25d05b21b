"""The addresses of the referrals slice."""

from django.urls import path

from alongside.referrals.views import ask, people, refer, requests, waiting

app_name = "referrals"
urlpatterns = [
    path("ask/", ask.ask, name="ask"),
    path("ask/sent/", ask.ask_sent, name="ask_sent"),
    path("ask/<slug:step>/", ask.ask_step, name="ask_step"),
    path("refer/", refer.refer, name="refer"),
    path("refer/<slug:step>/", refer.refer_step, name="refer_step"),
    path("my-referrals/", refer.my_referrals, name="my_referrals"),
    path("my-referrals/answer/<id:question>/", refer.answer_question, name="answer_question"),
    path("requests/", requests.requests, name="requests"),
    path("requests/<id:referral>/", requests.request, name="request"),
    path("requests/<id:referral>/read/", requests.read_request, name="read_request"),
    path("requests/<id:referral>/accept/", requests.accept_referral, name="accept_referral"),
    path("requests/<id:referral>/ask/", requests.ask_referrer, name="ask_referrer"),
    path("requests/<id:referral>/answer/<id:question>/", requests.write_answer, name="write_answer"),
    path("requests/<id:referral>/decline/", requests.decline_referral, name="decline_referral"),
    path("requests/<id:referral>/choice/", requests.write_choice, name="write_choice"),
    path("requests/<id:referral>/hold/", requests.hold_referral, name="hold_referral"),
    path("requests/<id:referral>/resume/", requests.resume_referral, name="resume_referral"),
    path("requests/<id:referral>/close/", requests.close_referral, name="close_referral"),
    path("requests/<id:referral>/reopen/", requests.reopen_referral, name="reopen_referral"),
    path("requests/<id:referral>/change/", requests.change_request, name="change_request"),
    path("requests/<id:referral>/same/<id:other>/", requests.compare_people, name="compare_people"),
    path("requests/<id:referral>/not-same/<id:other>/", requests.not_same_person, name="not_same_person"),
    path("waiting/", waiting.waiting, name="waiting"),
    path("people/<id:person>/", people.person, name="person"),
    path("people/<id:person>/change/", people.change_person, name="change_person"),
    path("people/<id:person>/needs/", people.add_need, name="add_need"),
    path("people/<id:person>/needs/none/", people.say_no_needs, name="say_no_needs"),
    path("people/<id:person>/numbers/", people.add_identifier, name="add_identifier"),
    path("people/<id:person>/others/", people.add_other_contact, name="add_other_contact"),
    path("people/<id:person>/sharing/", people.add_sharing, name="add_sharing"),
    path("people/<id:person>/account/", people.open_person_account, name="open_person_account"),
    path("needs/<id:need>/", people.review_need, name="review_need"),
    path("needs/<id:need>/end/", people.end_need, name="end_need"),
    path("numbers/<id:identifier>/end/", people.end_identifier, name="end_identifier"),
    path("others/<id:contact>/remove/", people.remove_other_contact, name="remove_other_contact"),
    path("sharing/<id:sharing>/withdraw/", people.withdraw_sharing, name="withdraw_sharing"),
]
