"""Questions that join slices, a file for each page."""
