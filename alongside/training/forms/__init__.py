"""The forms of training, a file for each noun."""
