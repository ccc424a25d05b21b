"""The person, the request for peer support, what they need and choose, triage and waiting."""
