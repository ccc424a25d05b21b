"""The views of recruitment, a file for each noun."""
