"""Living there: check-ins, the plan, concerns, who is responsible and who to call."""
