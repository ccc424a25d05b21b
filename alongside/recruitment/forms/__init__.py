"""The forms of recruitment, a file for each noun."""
