"""What keeps an installation well: checking, saving, bringing back, forgetting, moving up."""
