"""Every question the dashboard asks an edition, one module per subject.

SQL lives here and only here, parametrised, through `dashboards.published`. No wording and no
Streamlit calls.
"""
