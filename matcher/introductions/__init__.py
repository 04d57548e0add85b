"""From an approved proposal to moving in: questions, a meeting, try-out nights, answers."""
