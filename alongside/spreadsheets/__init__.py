"""A service’s own spreadsheets: checked, shown, brought in whole or not at all; and any list taken out as one."""
