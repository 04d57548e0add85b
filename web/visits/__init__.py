"""Pages of home visits: planning, visiting, reporting, deciding; and the papers of a household."""
