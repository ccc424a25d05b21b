"""The addresses of the matching slice."""

from django.urls import path

from alongside.matching import views

app_name = "matching"
urlpatterns = [
    path("matching/", views.whole_list, name="whole_list"),
    path("matching/<id:referral>/", views.person, name="person"),
    path("matching/<id:referral>/<id:worker>/", views.profile, name="profile"),
    path("matching/offer/<id:offer>/answer/", views.answer_for_person, name="answer_for_person"),
    path("matching/offer/<id:offer>/take-back/", views.take_back, name="take_back"),
    path("offers/", views.my_offers, name="my_offers"),
    path("offers/<id:offer>/i-know-them/", views.say_i_know, name="say_i_know"),
    path("offers/<id:offer>/yes/", views.say_yes, name="say_yes"),
    path("offers/<id:offer>/no/", views.say_no, name="say_no"),
]
