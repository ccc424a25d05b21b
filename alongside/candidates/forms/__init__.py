"""The forms of candidates, a file for each noun."""
