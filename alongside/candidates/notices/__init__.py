"""The notices of candidates, a file for each noun."""
