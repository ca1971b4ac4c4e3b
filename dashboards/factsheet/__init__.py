"""One page about one territory and period: HTML to share, PDF to print, a picture for messages."""
