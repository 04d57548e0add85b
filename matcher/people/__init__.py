"""The people who do the work: their teams and caseloads, deputies, handing over, leaving."""
