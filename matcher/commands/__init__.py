"""The commands of ``kamermatch``, one file per subject. Only here do they commit."""
