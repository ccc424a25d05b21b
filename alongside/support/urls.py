"""The addresses of the support slice."""

app_name = "support"
urlpatterns: list = []
