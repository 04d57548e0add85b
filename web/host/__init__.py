"""Pages for hosts: signing up in small steps, and the own home and rooms."""
