"""The questions asked when signing in, about accounts, and about the service."""
