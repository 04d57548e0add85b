"""The guards on home visits: no visitor decides on the own visit, and no impression is rewritten.

Applied and looked for by `guards`. PostgreSQL: the trigger on a new visitor first takes the row of
the visit, so that it waits for somebody who decides at the same moment, and the other way round.
"""

from __future__ import annotations

from matcher.database.triggers import refusing

_DECIDER, _IMPRESSION = "guard_home_visit_decider", "guard_visit_impression"


_VISITED = """NEW.decided_by_id IS NOT NULL AND EXISTS (
    SELECT 1 FROM visit_visitor AS visitor
    WHERE visitor.visit_id = NEW.id AND visitor.account_id = NEW.decided_by_id)"""
_DECIDED = """EXISTS (
    SELECT 1 FROM home_visit AS visit
    WHERE visit.id = NEW.visit_id AND visit.decided_by_id = NEW.account_id)"""

SQLITE_GUARDS = dict(
    [
        refusing(f"{_DECIDER}_update", "BEFORE UPDATE ON home_visit", _VISITED, _DECIDER),
        *(
            refusing(
                f"{_DECIDER}_visitor_{verb}",
                f"BEFORE {verb.upper()} ON visit_visitor",
                _DECIDED,
                _DECIDER,
            )
            for verb in ("insert", "update")
        ),
        refusing(_IMPRESSION, "BEFORE UPDATE ON visit_impression", "", _IMPRESSION),
    ]
)

#: Name of the trigger, and of its function → the table it is on.
POSTGRES_TRIGGERS = {
    _DECIDER: "home_visit",
    f"{_DECIDER}_visitor": "visit_visitor",
    _IMPRESSION: "visit_impression",
}


def _function(name: str, body: str) -> str:
    return f"""CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN {body} RETURN NEW; END $$"""


def _refuse(told: str) -> str:
    return f"RAISE EXCEPTION '{told}' USING ERRCODE = 'integrity_constraint_violation';"


POSTGRES_GUARDS = (
    _function(_DECIDER, f"IF {_VISITED} THEN {_refuse(_DECIDER)} END IF;"),
    f"""CREATE TRIGGER {_DECIDER} BEFORE UPDATE ON home_visit
        FOR EACH ROW EXECUTE FUNCTION {_DECIDER}()""",
    _function(
        f"{_DECIDER}_visitor",
        f"""PERFORM 1 FROM home_visit WHERE id = NEW.visit_id FOR SHARE;
        IF {_DECIDED} THEN {_refuse(_DECIDER)} END IF;""",
    ),
    f"""CREATE TRIGGER {_DECIDER}_visitor BEFORE INSERT OR UPDATE ON visit_visitor
        FOR EACH ROW EXECUTE FUNCTION {_DECIDER}_visitor()""",
    _function(_IMPRESSION, _refuse(_IMPRESSION)),
    f"""CREATE TRIGGER {_IMPRESSION} BEFORE UPDATE ON visit_impression
        FOR EACH ROW EXECUTE FUNCTION {_IMPRESSION}()""",
)
