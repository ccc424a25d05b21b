"""Links with others."""
