"""The addresses of the workforce slice."""

app_name = "workforce"
urlpatterns: list = []
