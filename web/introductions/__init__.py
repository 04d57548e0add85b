"""From an approved proposal to moving in: the questions, the date, the answers, who knows what."""
