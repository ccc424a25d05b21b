"""The policies of training, a file for each noun."""
