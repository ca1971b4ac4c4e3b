"""What of an edition people take away: one data package per public table."""
