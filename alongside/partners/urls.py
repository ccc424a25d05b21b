"""The addresses of partners."""

from django.urls import path

from alongside.partners import views

app_name = "partners"
urlpatterns = [
    path("places-that-help/", views.places_that_help, name="places_that_help"),
    path("directory/", views.directory, name="directory"),
    path("directory/add/", views.add_entry, name="add_entry"),
    path("directory/to-check/", views.to_check, name="to_check"),
    path("directory/bring-in/", views.bring_in, name="bring_in"),
    path("directory/bring-in/look-over/", views.look_over, name="look_over"),
    path("directory/<id:entry_id>/", views.entry, name="entry"),
    path("directory/<id:entry_id>/change/", views.change_entry, name="change_entry"),
    path("directory/<id:entry_id>/checked/", views.check_entry, name="check_entry"),
    path("directory/<id:entry_id>/end/", views.end_entry, name="end_entry"),
    path("directory/<id:entry_id>/bring-back/", views.bring_back_entry, name="bring_back_entry"),
    path("partners/", views.partners, name="partners"),
    path("partners/agreements/", views.agreements, name="agreements"),
    path("partners/agreements/<id:agreement_id>/change/", views.change_agreement, name="change_agreement"),
    path("partners/agreements/<id:agreement_id>/agreed/", views.agree_with, name="agree_with"),
    path("partners/agreements/<id:agreement_id>/renew/", views.renew_agreement, name="renew_agreement"),
    path("partners/agreements/<id:agreement_id>/end/", views.end_agreement, name="end_agreement"),
    path("partners/promises/<id:action_id>/done/", views.finish_action, name="finish_action"),
    path("partners/promises/<id:action_id>/not-done/", views.reopen_action, name="reopen_action"),
    path("partners/promises/<id:action_id>/take-back/", views.take_back_action, name="take_back_action"),
    path("partners/accounts/<id:account_id>/end/", views.end_partner_account, name="end_partner_account"),
    path("partners/<id:partner_id>/", views.partner, name="partner"),
    path("partners/<id:partner_id>/agreements/add/", views.draft_agreement, name="draft_agreement"),
    path("partners/<id:partner_id>/meetings/add/", views.write_meeting, name="write_meeting"),
    path("partners/<id:partner_id>/accounts/add/", views.open_partner_account, name="open_partner_account"),
]
