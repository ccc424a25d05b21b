"""Plain Python that writes things down in the formats other programs read; no Django."""
