"""How files reach Veta: dropped by a person (``inbox``) or fetched from a publisher."""
