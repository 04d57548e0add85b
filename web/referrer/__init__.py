"""Pages of care organisations: their own youths, and registering a new one."""
