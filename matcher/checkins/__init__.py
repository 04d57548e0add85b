"""Check-ins: planned from the day of moving in, less often as time goes on, both sides heard apart."""
