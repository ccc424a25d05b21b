"""The grammar every slice is written in: actors, policies, commands, states, audit, notices, jobs."""
