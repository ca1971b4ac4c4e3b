"""What happened, told once: a digest by e-mail and webhook, and notices for the Atom feed."""
