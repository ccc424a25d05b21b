"""The queries of training, a file for each noun."""
