"""The commands of candidates, a file for each noun."""
