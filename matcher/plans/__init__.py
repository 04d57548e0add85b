"""One plan per stay: actions with a measure, an owner and a day, and reminders that chase."""
