"""HTTP beside the pages: health, downloads, robots, headers. No Streamlit elements here."""
