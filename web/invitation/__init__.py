"""The page behind the link of an invitation: make the own account."""
