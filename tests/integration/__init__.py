"""The whole line, from files to a served edition; minutes, no network."""
