"""The forms of outreach, a file for each noun."""
