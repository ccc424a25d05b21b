"""The notices of training, a file for each noun."""
