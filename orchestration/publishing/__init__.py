"""From the warehouse to an edition that is served: checked, described, compared, sealed."""
