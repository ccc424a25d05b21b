"""Addresses of spreadsheets: a service's own workbooks, on their way in."""

from django.urls import path

from alongside.spreadsheets import views

app_name = "spreadsheets"
urlpatterns = [
    path("spreadsheets/", views.bring_in, name="bring_in"),
    path("spreadsheets/<id:workbook>/", views.workbook, name="workbook"),
    path("spreadsheets/<id:workbook>/again/", views.check_again, name="check_again"),
    path("spreadsheets/<id:workbook>/in/", views.rows_in, name="rows_in"),
    path("spreadsheets/<id:workbook>/leave-out/", views.leave_out, name="leave_out"),
    path("spreadsheets/<id:workbook>/different/", views.different, name="different"),
    path("spreadsheets/<id:workbook>/need-a-look.xlsx", views.problems, name="problems"),
    path("spreadsheets/<id:workbook>/sheets/<int:sheet>/", views.columns, name="columns"),
    path("spreadsheets/<id:workbook>/cells/<id:slip>/", views.value, name="value"),
]
