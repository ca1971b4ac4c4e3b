"""Writers of the bundled sample, one per source."""
