"""The views of candidates, a file for each noun."""
