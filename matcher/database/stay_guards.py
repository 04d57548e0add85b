"""The guards on what was agreed: nobody moves in unsigned, and nothing signed or shown is rewritten.

Applied and looked for by `guards`.

`guard_placement_start`: a placement becomes active only with a signed rent agreement and a signed
coaching agreement. A row that is inserted as active is let through: imports tell of stays that
began elsewhere.
`guard_agreement_signed`: what was signed stays as it was; it can only be replaced or end. It goes
when its placement goes.
`guard_disclosure`: what one side was shown of the other stays on record.
"""

from __future__ import annotations

from matcher.database.triggers import refusing

START, SIGNED, DISCLOSURE = "guard_placement_start", "guard_agreement_signed", "guard_disclosure"

_BEGINS = "NEW.status = 'active' AND OLD.status <> 'active'"
_UNSIGNED = """(SELECT count(DISTINCT agreement.kind) FROM agreement
    WHERE agreement.placement_id = NEW.id AND agreement.status = 'signed') < 2"""
_WAS_SIGNED = "{row}.status IN ('signed', 'replaced', 'ended')"
_KEPT = (
    "placement_id",
    "kind",
    "number",
    "legal_ground",
    "starts_on",
    "ends_on",
    "notice_days_youth",
    "notice_days_host",
    "rent_cents",
    "service_cents",
    "deposit_cents",
    "breach",
    "pdf_sha256",
    "signed_copy_sha256",
    "signed_on",
)
_CHANGED = " OR ".join(
    [
        *(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in _KEPT),
        "CAST(NEW.terms AS text) <> CAST(OLD.terms AS text)",  # json knows no equality
        f"NOT {_WAS_SIGNED.format(row='NEW')}",
        "(OLD.status <> 'signed' AND NEW.status <> OLD.status)",
    ]
)
_REWRITES = f"{_WAS_SIGNED.format(row='OLD')} AND ({_CHANGED})"
_STAYS = "EXISTS (SELECT 1 FROM placement WHERE placement.id = OLD.placement_id)"
_REMOVES = f"{_WAS_SIGNED.format(row='OLD')} AND {_STAYS}"
_SHOWN = "EXISTS (SELECT 1 FROM proposal WHERE proposal.id = OLD.proposal_id)"


_OF_SIGNED = """EXISTS (SELECT 1 FROM agreement AS whole WHERE whole.id = {row}.agreement_id
    AND whole.status IN ('signed', 'replaced', 'ended'))"""


def _of_signed(row: str) -> str:
    return _OF_SIGNED.format(row=row)


# INSERT OR REPLACE removes the old row without a word to a trigger on delete.
_REPLACES = """EXISTS (SELECT 1 FROM agreement AS other
    WHERE other.status IN ('signed', 'replaced', 'ended')
    AND (other.id = NEW.id OR (other.placement_id = NEW.placement_id
        AND other.kind = NEW.kind AND other.number = NEW.number)))"""

SQLITE_GUARDS = dict(
    [
        refusing(START, "BEFORE UPDATE ON placement", f"{_BEGINS} AND {_UNSIGNED}", START),
        refusing(f"{SIGNED}_insert", "BEFORE INSERT ON agreement", _REPLACES, SIGNED),
        refusing(f"{SIGNED}_update", "BEFORE UPDATE ON agreement", _REWRITES, SIGNED),
        refusing(f"{SIGNED}_delete", "BEFORE DELETE ON agreement", _REMOVES, SIGNED),
        *(
            refusing(
                f"{SIGNED}_rule_{verb.lower()}",
                f"BEFORE {verb} ON agreement_rule",
                _of_signed("OLD" if verb == "DELETE" else "NEW")
                + (f" OR {_of_signed('OLD')}" if verb == "UPDATE" else ""),
                SIGNED,
            )
            for verb in ("INSERT", "UPDATE", "DELETE")
        ),
        refusing(f"{DISCLOSURE}_update", "BEFORE UPDATE ON disclosure", "", DISCLOSURE),
        refusing(f"{DISCLOSURE}_delete", "BEFORE DELETE ON disclosure", _SHOWN, DISCLOSURE),
    ]
)

#: Name of the trigger, and of its function → the table it is on.
POSTGRES_TRIGGERS = {
    START: "placement",
    SIGNED: "agreement",
    f"{SIGNED}_rule": "agreement_rule",
    DISCLOSURE: "disclosure",
}


def _refuse_if(condition: str, told: str) -> str:
    return f"""IF {condition} THEN
        RAISE EXCEPTION '{told}' USING ERRCODE = 'integrity_constraint_violation'; END IF;"""


def _function(name: str, body: str) -> str:
    return f"""CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN {body} END $$"""


def _trigger(name: str, events: str) -> str:
    return f"""CREATE TRIGGER {name} BEFORE {events} ON {POSTGRES_TRIGGERS[name]}
        FOR EACH ROW EXECUTE FUNCTION {name}()"""


_LOCK_AGREEMENTS = "PERFORM 1 FROM agreement WHERE placement_id = NEW.id FOR SHARE;"
POSTGRES_GUARDS = (
    _function(
        START,
        f"""IF {_BEGINS} THEN {_LOCK_AGREEMENTS} {_refuse_if(_UNSIGNED, START)} END IF;
        RETURN NEW;""",
    ),
    _trigger(START, "UPDATE"),
    _function(
        SIGNED,
        f"""IF TG_OP = 'DELETE' THEN {_refuse_if(_REMOVES, SIGNED)} RETURN OLD; END IF;
        {_refuse_if(_REWRITES, SIGNED)} RETURN NEW;""",
    ),
    _trigger(SIGNED, "UPDATE OR DELETE"),
    _function(
        f"{SIGNED}_rule",
        f"""IF TG_OP <> 'INSERT' THEN {_refuse_if(_of_signed("OLD"), SIGNED)} END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        {_refuse_if(_of_signed("NEW"), SIGNED)} RETURN NEW;""",
    ),
    _trigger(f"{SIGNED}_rule", "INSERT OR UPDATE OR DELETE"),
    _function(
        DISCLOSURE,
        f"""IF TG_OP = 'DELETE' THEN {_refuse_if(_SHOWN, DISCLOSURE)} RETURN OLD; END IF;
        {_refuse_if("true", DISCLOSURE)} RETURN NEW;""",
    ),
    _trigger(DISCLOSURE, "UPDATE OR DELETE"),
)
