"""What three users come to do, each task in a browser within its steps."""
