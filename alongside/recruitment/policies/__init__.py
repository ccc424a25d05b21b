"""The policies of recruitment, a file for each noun."""
