"""The Dutch texts of the pages (``nl/LC_MESSAGES/messages.po``), and their upkeep."""
