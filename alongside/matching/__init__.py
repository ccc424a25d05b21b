"""Suggestions with reasons, profiles offered one at a time, and the yes of both."""
