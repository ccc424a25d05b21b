"""What this slice reads from a service profile; a file for each noun."""

from alongside.supervision.imports.starting import describe_career, describe_steps
from alongside.supervision.imports.strands import describe as describe_rhythms
from alongside.supervision.imports.time_use import describe as describe_work_kinds

__all__ = ["describe_career", "describe_rhythms", "describe_steps", "describe_work_kinds"]
