"""What people see and take away: the dashboard and its HTTP routes.

Reads published editions and nothing else; it may import neither `ingest` nor `orchestration`,
and never writes. What an edition holds is decided in `dbt_project/models/marts`.
"""
