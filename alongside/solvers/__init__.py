"""Plain Python that suggests, with reasons; a person decides."""
