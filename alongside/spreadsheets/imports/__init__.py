"""Reads a service’s workbook against what is here, and brings it in through commands."""
