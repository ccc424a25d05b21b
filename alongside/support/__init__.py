"""The peer relationship: agreement, meetings, contacts, goals, and the trust's own record."""
