"""From an official file to typed rows in the lake.

Belongs here: everything between a publisher's bytes and conformed Parquet. Does not belong here:
Dagster, dbt and Streamlit; this package imports none of them and runs without them.
"""
