"""How fast it is: `make bench`. Nothing here asserts; it prints, each page beside its floor."""
