"""The demonstration's addresses. Included only in a demonstration, never in production."""

app_name = "demo"
urlpatterns: list = []
