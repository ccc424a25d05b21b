"""Workers, their teams, their public profile, what they offer to share, and how many people they can walk with."""
