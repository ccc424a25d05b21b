"""The queries of recruitment, a file for each noun."""
