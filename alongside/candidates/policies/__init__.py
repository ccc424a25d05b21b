"""The policies of candidates, a file for each noun."""
