"""The addresses of the matching slice."""

app_name = "matching"
urlpatterns: list = []
