"""Photos of rooms and homes: checked by content, cleaned of everything but the picture."""
