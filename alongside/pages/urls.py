"""The addresses of the pages slice."""

app_name = "pages"
urlpatterns: list = []
