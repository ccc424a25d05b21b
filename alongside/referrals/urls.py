"""The addresses of the referrals slice."""

app_name = "referrals"
urlpatterns: list = []
