"""The work list: what waits for whom, since when and until when."""
