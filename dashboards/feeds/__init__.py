"""Atom feeds of what changed and by how much: everything, a place, a project, an indicator."""
