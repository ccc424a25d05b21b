"""The notices of recruitment, a file for each noun."""
