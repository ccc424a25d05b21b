"""Pages that join slices: the public home, Today, my peer support, the overview, the audit read aloud."""
