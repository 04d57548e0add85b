"""Lists of names that an agency sends, for the weekly meeting."""
