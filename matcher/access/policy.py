"""The policy: per action the roles that may do it, and how far each of them reaches."""

from __future__ import annotations

from matcher.access.actions import Action, Reach
from matcher.words import Role

#: All who have to do with a placement: staff of the regions, the organisation, and both sides.
EVERYBODY_CONCERNED = {
    Role.COORDINATOR: Reach.REGIONS,
    Role.REFERRER: Reach.ORGANISATION,
    Role.HOST: Reach.OWN,
    Role.YOUTH: Reach.OWN,
}
STAFF = {Role.COORDINATOR: Reach.REGIONS, Role.REFERRER: Reach.ORGANISATION}
COORDINATORS = {Role.COORDINATOR: Reach.REGIONS}

POLICY: dict[Action, dict[Role, Reach]] = {
    Action.READ_YOUTH: {
        Role.COORDINATOR: Reach.REGIONS,
        Role.REFERRER: Reach.ORGANISATION,
        Role.YOUTH: Reach.OWN,
    },
    Action.CHANGE_YOUTH: {Role.COORDINATOR: Reach.REGIONS, Role.REFERRER: Reach.ORGANISATION},
    Action.REGISTER_YOUTH: {Role.COORDINATOR: Reach.REGIONS, Role.REFERRER: Reach.ORGANISATION},
    Action.READ_HOST: {Role.COORDINATOR: Reach.REGIONS, Role.HOST: Reach.OWN},
    Action.CHANGE_HOST: {Role.COORDINATOR: Reach.REGIONS, Role.HOST: Reach.OWN},
    Action.SCREEN_HOST: {Role.COORDINATOR: Reach.REGIONS},
    Action.IMPORT_RECORDS: {Role.COORDINATOR: Reach.REGIONS},
    Action.EXPORT_RECORDS: {Role.COORDINATOR: Reach.REGIONS},
    Action.READ_ROUND: {Role.COORDINATOR: Reach.EVERYTHING},
    Action.RUN_ROUND: {Role.COORDINATOR: Reach.EVERYTHING},
    Action.READ_PROPOSAL: {Role.COORDINATOR: Reach.REGIONS},
    Action.DECIDE_PROPOSAL: {Role.COORDINATOR: Reach.REGIONS},
    Action.READ_FIGURES: {
        Role.MUNICIPALITY_OFFICER: Reach.MUNICIPALITY,
        Role.COORDINATOR: Reach.REGIONS,
    },
    Action.MANAGE_ACCOUNTS: {Role.ADMINISTRATOR: Reach.EVERYTHING},
    Action.MANAGE_CONTRACTS: {Role.ADMINISTRATOR: Reach.EVERYTHING},
    Action.READ_AUDIT: {Role.ADMINISTRATOR: Reach.EVERYTHING},
    Action.HANDLE_HOST: {Role.COORDINATOR: Reach.REGIONS},
    Action.PLAN_VISIT: {Role.COORDINATOR: Reach.REGIONS},
    # A visitor of a care organisation reaches the own visits only, and a host never the notes.
    Action.READ_VISIT: {Role.COORDINATOR: Reach.REGIONS, Role.REFERRER: Reach.OWN},
    Action.WRITE_VISIT: {Role.COORDINATOR: Reach.OWN, Role.REFERRER: Reach.OWN},
    Action.DECIDE_VISIT: {Role.COORDINATOR: Reach.REGIONS},
    Action.READ_PHOTO: {Role.COORDINATOR: Reach.REGIONS, Role.HOST: Reach.OWN},
    Action.COUNT_POINTS: {Role.COORDINATOR: Reach.REGIONS, Role.HOST: Reach.OWN},
    Action.READ_CASE: {
        Role.COORDINATOR: Reach.REGIONS,
        Role.REFERRER: Reach.ORGANISATION,
        Role.YOUTH: Reach.OWN,
    },
    Action.SCREEN_YOUTH: {Role.COORDINATOR: Reach.REGIONS, Role.REFERRER: Reach.ORGANISATION},
    Action.AGREE_EXCEPTION: {Role.COORDINATOR: Reach.REGIONS},
    Action.GIVE_CONSENT: {
        Role.COORDINATOR: Reach.REGIONS,
        Role.REFERRER: Reach.ORGANISATION,
        Role.YOUTH: Reach.OWN,
        Role.HOST: Reach.OWN,
    },
    Action.CORRECT_OWN: {Role.YOUTH: Reach.OWN},
    Action.READ_NAMES: {Role.COORDINATOR: Reach.REGIONS, Role.REFERRER: Reach.ORGANISATION},
    Action.DIVIDE_NAMES: {Role.COORDINATOR: Reach.REGIONS},
    Action.READ_FLOWCHART: {
        Role.COORDINATOR: Reach.EVERYTHING,
        Role.REFERRER: Reach.EVERYTHING,
        Role.MUNICIPALITY_OFFICER: Reach.EVERYTHING,
        Role.ADMINISTRATOR: Reach.EVERYTHING,
    },
    Action.EDIT_FLOWCHART: {Role.ADMINISTRATOR: Reach.EVERYTHING},
    # A referrer edits the route maps that the person owns.
    Action.EDIT_ROUTEMAP: {
        Role.COORDINATOR: Reach.EVERYTHING,
        Role.ADMINISTRATOR: Reach.EVERYTHING,
        Role.REFERRER: Reach.OWN,
    },
    # Nobody behind these figures can be known, so all who work with youths may see them.
    Action.READ_WOONKAART: {
        Role.COORDINATOR: Reach.EVERYTHING,
        Role.REFERRER: Reach.EVERYTHING,
        Role.ADMINISTRATOR: Reach.EVERYTHING,
        Role.MUNICIPALITY_OFFICER: Reach.MUNICIPALITY,
    },
    Action.MANAGE_SCHOOLS: {
        Role.COORDINATOR: Reach.REGIONS,
        Role.ADMINISTRATOR: Reach.EVERYTHING,
    },
    # A referrer only who leads the organisation: matcher/people/authority.py asks that too.
    Action.MANAGE_ORGANISATION: {
        Role.ADMINISTRATOR: Reach.EVERYTHING,
        Role.REFERRER: Reach.ORGANISATION,
    },
    Action.READ_TEAM: {
        Role.REFERRER: Reach.ORGANISATION,
        Role.COORDINATOR: Reach.EVERYTHING,
        Role.ADMINISTRATOR: Reach.EVERYTHING,
    },
    Action.CHANGE_WORKER: {
        Role.REFERRER: Reach.OWN,
        Role.COORDINATOR: Reach.OWN,
        Role.ADMINISTRATOR: Reach.EVERYTHING,
    },
    Action.HAND_OVER: {Role.COORDINATOR: Reach.REGIONS, Role.REFERRER: Reach.ORGANISATION},
    Action.READ_READINESS: {
        Role.COORDINATOR: Reach.REGIONS,
        Role.REFERRER: Reach.ORGANISATION,
        Role.YOUTH: Reach.OWN,
        Role.HOST: Reach.OWN,
    },
    Action.READ_INTRODUCTION: EVERYBODY_CONCERNED,
    Action.GUIDE_INTRODUCTION: COORDINATORS,
    # Staff write down what a side told them; that way is on record.
    Action.ANSWER_PROPOSAL: EVERYBODY_CONCERNED,
    Action.PLAN_MEETING: EVERYBODY_CONCERNED,
    Action.DECIDE_SUGGESTION: COORDINATORS,
    Action.READ_AGREEMENT: EVERYBODY_CONCERNED,
    Action.WRITE_AGREEMENT: COORDINATORS,
    Action.ACKNOWLEDGE_RULES: {
        Role.COORDINATOR: Reach.REGIONS,
        Role.HOST: Reach.OWN,
        Role.YOUTH: Reach.OWN,
    },
    # A host reaches the placement and never the dossier of the youth: who it is, is disclosed.
    Action.READ_PLACEMENT: EVERYBODY_CONCERNED,
    Action.MOVE_PLACEMENT: COORDINATORS,
    Action.WRITE_CHECK_IN: STAFF,
    # Each side says how it goes; what it said belongs to that side alone (belonging.py).
    Action.HEAR_SIDE: {Role.HOST: Reach.OWN, Role.YOUTH: Reach.OWN},
    Action.READ_PLAN: {**STAFF, Role.YOUTH: Reach.OWN},
    Action.WRITE_PLAN: {**STAFF, Role.YOUTH: Reach.OWN},
    Action.RAISE_CONCERN: EVERYBODY_CONCERNED,
    # A host or youth reads back the own concern: it belongs to who raised it.
    Action.READ_CONCERN: EVERYBODY_CONCERNED,
    Action.HANDLE_CONCERN: COORDINATORS,
    # A referrer only who leads, once it has climbed: matcher/concerns/levels.py asks that too.
    Action.LEAD_CONCERN: STAFF,
    Action.GIVE_NOTICE: {
        Role.COORDINATOR: Reach.REGIONS,
        Role.HOST: Reach.OWN,
        Role.YOUTH: Reach.OWN,
    },
    Action.READ_EVALUATION: COORDINATORS,
    Action.FOLLOW_UP: STAFF,
    Action.READ_MEETING: COORDINATORS,
    Action.RUN_MEETING: COORDINATORS,
    Action.READ_MESSAGES: COORDINATORS,
    Action.READ_WORK: EVERYBODY_CONCERNED,
}
