"""The views of training, a file for each noun."""
