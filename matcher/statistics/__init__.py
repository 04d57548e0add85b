"""The figures that a municipality sees. Each number is defined once, in `measures`."""
