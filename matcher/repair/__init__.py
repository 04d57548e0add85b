"""Repair: what comes free after a round is proposed anew, and open proposals stay as they are."""
