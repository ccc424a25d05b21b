"""What the NHS in England has in common: its number for a person, and its national codes behind our plain words."""
