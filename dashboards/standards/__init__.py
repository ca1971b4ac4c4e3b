"""Veta's tables in the shapes that other systems read: OCDS, OC4IDS, Fiscal Data Package, EITI.

What a standard asks for and no source gives is left out, never filled. `mapping.yml` says which
column becomes which field and what has no place.
"""
