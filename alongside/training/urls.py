"""The addresses of training."""

from django.urls import path

from alongside.training import views

app_name = "training"
urlpatterns = [
    path("check/", views.check, name="check"),
    path("check/<str:code>/", views.check_certificate, name="check_certificate"),
    path("badges/keys", views.keys, name="keys"),
    path("badges/issuer", views.badge_issuer, name="badge_issuer"),
    path("badges/revoked", views.revoked_badges, name="revoked_badges"),
    path("badges/services/", views.issuers, name="issuers"),
    path("badges/services/<id:issuer>/end/", views.end_issuer, name="end_issuer"),
    path("badges/new-key/", views.change_key, name="change_key"),
    path("certificates/", views.certificates, name="certificates"),
    path("certificates/<id:certificate>/", views.certificate, name="certificate"),
    path("certificates/<id:certificate>/certificate.pdf", views.certificate_file, name="certificate_file"),
    path("certificates/<id:certificate>/replace/", views.replace_certificate, name="replace_certificate"),
    path("certificates/<id:certificate>/revoke/", views.revoke_certificate, name="revoke_certificate"),
    path("my-certificates/", views.my_certificates, name="my_certificates"),
    path("my-certificates/<id:certificate>/certificate.pdf", views.my_certificate_file, name="my_certificate_file"),
    path("my-certificates/<id:certificate>/badge.jwt", views.my_badge_file, name="my_badge_file"),
    path("my-certificates/<id:certificate>/share/", views.share_certificate, name="share_certificate"),
    path("my-certificates/<id:certificate>/hide/", views.hide_certificate, name="hide_certificate"),
]
