"""What can be done, and how far somebody may reach with it."""

from __future__ import annotations

from enum import Enum, StrEnum, auto


class Action(StrEnum):
    READ_YOUTH = auto()
    CHANGE_YOUTH = auto()
    REGISTER_YOUTH = auto()
    READ_HOST = auto()
    CHANGE_HOST = auto()
    SCREEN_HOST = auto()
    IMPORT_RECORDS = auto()
    EXPORT_RECORDS = auto()
    READ_ROUND = auto()
    RUN_ROUND = auto()
    READ_PROPOSAL = auto()
    DECIDE_PROPOSAL = auto()
    READ_FIGURES = auto()
    MANAGE_ACCOUNTS = auto()
    MANAGE_CONTRACTS = auto()
    READ_AUDIT = auto()
    HANDLE_HOST = auto()
    PLAN_VISIT = auto()
    READ_VISIT = auto()
    WRITE_VISIT = auto()
    DECIDE_VISIT = auto()
    READ_PHOTO = auto()
    COUNT_POINTS = auto()
    READ_CASE = auto()
    SCREEN_YOUTH = auto()
    AGREE_EXCEPTION = auto()
    GIVE_CONSENT = auto()
    CORRECT_OWN = auto()
    READ_NAMES = auto()
    DIVIDE_NAMES = auto()
    READ_FLOWCHART = auto()
    EDIT_FLOWCHART = auto()
    EDIT_ROUTEMAP = auto()
    READ_WOONKAART = auto()
    MANAGE_SCHOOLS = auto()
    MANAGE_ORGANISATION = auto()
    READ_TEAM = auto()
    CHANGE_WORKER = auto()
    HAND_OVER = auto()
    READ_READINESS = auto()
    READ_INTRODUCTION = auto()
    GUIDE_INTRODUCTION = auto()
    ANSWER_PROPOSAL = auto()
    PLAN_MEETING = auto()
    DECIDE_SUGGESTION = auto()
    READ_AGREEMENT = auto()
    WRITE_AGREEMENT = auto()
    ACKNOWLEDGE_RULES = auto()
    READ_PLACEMENT = auto()
    MOVE_PLACEMENT = auto()
    WRITE_CHECK_IN = auto()
    HEAR_SIDE = auto()
    READ_PLAN = auto()
    WRITE_PLAN = auto()
    RAISE_CONCERN = auto()
    READ_CONCERN = auto()
    HANDLE_CONCERN = auto()
    LEAD_CONCERN = auto()
    GIVE_NOTICE = auto()
    READ_EVALUATION = auto()
    FOLLOW_UP = auto()
    READ_MEETING = auto()
    RUN_MEETING = auto()
    READ_MESSAGES = auto()
    READ_WORK = auto()


class Reach(Enum):
    """How far a role reaches with an action."""

    EVERYTHING = auto()
    REGIONS = auto()  # objects in the coordinator's municipalities
    MUNICIPALITY = auto()  # objects of the officer's municipality
    ORGANISATION = auto()  # objects of the person's care organisation
    OWN = auto()  # objects tied to the person's account
