"""A believable service told as a story, built only by calling commands."""
