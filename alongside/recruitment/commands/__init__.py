"""The commands of recruitment, a file for each noun."""
