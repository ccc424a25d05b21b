"""The queries of candidates, a file for each noun."""
