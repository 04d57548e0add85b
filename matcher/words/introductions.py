"""Words about what lies between an approved proposal and moving in."""

from __future__ import annotations

from matcher.words.base import Word


class IntroductionStage(Word):
    INTEREST = "interest", "interesse peilen", "interest check"
    HOST_LOOKS = "host_looks", "gastgezin bekijkt profiel", "host looks at the profile"
    DATE = "date", "datum zoeken", "finding a date"
    MEETING = "meeting", "kennismaking gepland", "introduction planned"
    ANSWERS = "answers", "beide kanten antwoorden", "both sides answer"
    TRIAL = "trial", "proefnachten", "try-out nights"
    AGREEMENTS = "agreements", "afspraken maken", "making agreements"
    STARTED = "started", "woont er", "moved in"
    STOPPED = "stopped", "gestopt", "stopped"


class Side(Word):
    """Who is asked, or who acts."""

    YOUTH = "youth", "jongere", "youth"
    HOST = "host", "gastgezin", "host"
    COUNSELLOR = "counsellor", "begeleider", "counsellor"
    COORDINATOR = "coordinator", "coördinator", "coordinator"


class QuestionKind(Word):
    INTEREST = "interest", "interesse in de kamer", "interest in the room"
    MEET = "meet", "wel of niet kennismaken", "whether to meet"
    MOMENTS = "moments", "wanneer het uitkomt", "which moments suit"
    DECIDE = "decide", "besluit na de kennismaking", "decision after the introduction"
    AFTER_TRIAL = "after_trial", "besluit na de proefnachten", "decision after the try-out nights"


class Answer(Word):
    YES = "yes", "ja", "yes"
    NO = "no", "nee", "no"


class AnswerWay(Word):
    LINK = "link", "via de link in het bericht", "by the link in the message"
    PAGE = "page", "op de website", "on the website"
    TOLD = "told", "mondeling, vastgelegd door een medewerker", "told, written down by a worker"


class MeetingPlace(Word):
    HOME = "home", "bij het gastgezin thuis", "at the host's home"
    OFFICE = "office", "op kantoor", "at the office"
    ELSEWHERE = "elsewhere", "ergens anders", "somewhere else"
    VIDEO = "video", "videobellen", "video call"


class DisclosureLevel(Word):
    """What one side may know about the other, step by step."""

    PROFILE = "profile", "profiel zonder naam", "profile without a name"
    FIRST_NAME = "first_name", "voornaam", "first name"
    CONTACT = "contact", "naam en telefoon", "name and phone"
    ADDRESS = "address", "adres", "address"


class SuggestionKind(Word):
    """What a 'no' may lead to, once a person accepts it."""

    COOL_DOWN = "cool_down", "dit paar een tijd niet voorstellen", "rest this pair for a while"
    CHANGE_WISH = "change_wish", "wens aanpassen", "change a wish"
    CHANGE_RULE = "change_rule", "harde eis aanpassen", "change a requirement"
    ASK_QUESTION = "ask_question", "vraag stellen", "ask a question"
    RULE_OUT = "rule_out", "dit paar niet meer voorstellen", "do not propose this pair again"
    NONE = "none", "niets veranderen", "change nothing"
