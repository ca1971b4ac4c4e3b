"""The same models on another engine give the same tables."""
