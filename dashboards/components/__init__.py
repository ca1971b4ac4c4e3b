"""Pieces that pages share: words, numbers in sentences, tables, charts, states.

No SQL here (see `dashboards.queries`) and no page of its own (see `dashboards.pages`).
"""
