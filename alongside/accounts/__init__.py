"""Who signs in, which roles they hold for which part of the service, and the service itself described as data."""
