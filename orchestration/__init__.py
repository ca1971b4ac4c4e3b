"""Runs Veta: Dagster definitions, the command line, and the publication of editions."""
