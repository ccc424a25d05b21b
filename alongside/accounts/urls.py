"""The addresses of the accounts slice."""

app_name = "accounts"
urlpatterns: list = []
