"""The addresses of the accounts slice. Signing in itself is under /accounts/, by the sign-in library."""

from django.urls import path

from alongside.accounts import views

app_name = "accounts"
urlpatterns = [
    path("my-account/", views.my_account, name="my_account"),
    path("my-account/name/", views.change_own_name, name="change_own_name"),
    path("staff/", views.staff, name="staff"),
    path("staff/open/", views.open_account, name="open_account"),
    path("staff/<id:account>/", views.account, name="account"),
    path("staff/<id:account>/change/", views.change_account, name="change_account"),
    path("staff/<id:account>/close/", views.close_account, name="close_account"),
    path("staff/<id:account>/reopen/", views.reopen_account, name="reopen_account"),
    path("staff/<id:account>/give-role/", views.give_role, name="give_role"),
    path("staff/roles/<id:holding>/end/", views.end_role, name="end_role"),
    path("settings/", views.settings, name="settings"),
    path("settings/service/<slug:part>/", views.change_part, name="change_part"),
    path("settings/lists/<slug:part>/", views.items, name="items"),
    path("settings/lists/<slug:part>/add/", views.add_item, name="add_item"),
    path("settings/lists/<slug:part>/change/", views.change_item, name="change_item"),
    path("settings/lists/<slug:part>/take-out/", views.remove_item, name="remove_item"),
    path("settings/lists/<slug:part>/up/", views.move_item_up, name="move_item_up"),
    path("settings/duty/", views.duty, name="duty"),
    path("settings/duty/add/", views.add_duty, name="add_duty"),
    path("settings/duty/<id:duty>/", views.change_duty, name="change_duty"),
    path("settings/duty/<id:duty>/end/", views.end_duty, name="end_duty"),
    path("settings/<slug:kind>/", views.places, name="places"),
    path("settings/<slug:kind>/add/", views.add_place, name="add_place"),
    path("settings/<slug:kind>/<id:place>/", views.change_place, name="change_place"),
    path("settings/<slug:kind>/<id:place>/close/", views.close_place, name="close_place"),
    path("settings/<slug:kind>/<id:place>/reopen/", views.reopen_place, name="reopen_place"),
]
