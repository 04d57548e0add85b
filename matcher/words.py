"""Every coded value of the service, with its Dutch and English label.

The codes go into the database, the frames, the files and the forms; the labels
are what people read. Command line, exports and web pages all need them, so they
live here and not in the web catalogue.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Self


class Word(StrEnum):
    """A code with two labels: ``MEMBER = "code", "Nederlands", "English"``."""

    nl: str
    en: str

    if not TYPE_CHECKING:  # to a type checker, ``Role("host")`` is the look-up that it is

        def __new__(cls, code: str, nl: str, en: str) -> Self:
            word = str.__new__(cls, code)
            word._value_ = code
            word.nl = nl
            word.en = en
            return word

    def label(self, language: str) -> str:
        """Return the label in ``language`` ('nl' or 'en'; Dutch for anything else)."""
        return self.en if language == "en" else self.nl

    @classmethod
    def codes(cls) -> tuple[str, ...]:
        return tuple(word.value for word in cls)

    @classmethod
    def choices(cls, language: str) -> list[tuple[str, str]]:
        """Return (code, label) pairs in the order of definition, for select boxes."""
        return [(word.value, word.label(language)) for word in cls]


class Role(Word):
    HOST = "host", "hospita of gastgezin", "host"
    YOUTH = "youth", "jongere", "youth"
    REFERRER = "referrer", "verwijzer", "referrer"
    COORDINATOR = "coordinator", "coördinator", "coordinator"
    MUNICIPALITY_OFFICER = "municipality_officer", "gemeenteambtenaar", "municipal officer"
    ADMINISTRATOR = "administrator", "beheerder", "administrator"


class Gender(Word):
    FEMALE = "female", "vrouw", "female"
    MALE = "male", "man", "male"
    OTHER = "other", "anders", "other"


class GenderWish(Word):
    ANY = "any", "maakt niet uit", "no preference"
    FEMALE = "female", "alleen vrouwen", "women only"
    MALE = "male", "alleen mannen", "men only"


class HouseholdGender(Word):
    FEMALE = "female", "alleen vrouwen", "women only"
    MALE = "male", "alleen mannen", "men only"
    MIXED = "mixed", "mannen en vrouwen", "men and women"


class HouseholdKind(Word):
    SINGLE = "single", "alleenstaande", "single person"
    COUPLE = "couple", "stel", "couple"
    FAMILY = "family", "gezin met kinderen", "family with children"
    SHARED = "shared", "woongroep", "shared household"


class TargetGroup(Word):
    LIGHT = "light", "licht", "light"
    MIDDLE = "middle", "middel", "middle"
    HEAVY = "heavy", "zwaar", "heavy"


class GuidanceKind(Word):
    CENTRAL_ROUND_THE_CLOCK = (
        "1",
        "één pand, dag en nacht begeleiding",
        "one building, guidance day and night",
    )
    CENTRAL_SET_HOURS = (
        "2",
        "één pand, begeleiding op vaste tijden",
        "one building, guidance at set hours",
    )
    SPREAD_INTENSIVE = (
        "3",
        "eigen plek, intensieve begeleiding aan huis",
        "own place, intensive guidance at home",
    )
    SPREAD_TAPERING = (
        "4",
        "eigen plek, begeleiding die langzaam minder wordt",
        "own place, guidance that tapers off",
    )


class DayActivity(Word):
    SCHOOL = "school", "school of opleiding", "school or training"
    WORK = "work", "werk", "work"
    VOLUNTEERING = "volunteering", "vrijwilligerswerk", "volunteering"
    LEARN_WORK = "learn_work", "leer-werktraject", "learn-work track"
    NONE = "none", "geen dagbesteding", "no day activity"


class PlaceTime(Word):
    PAST = "past", "vroeger", "past"
    NOW = "now", "nu", "now"
    LATER = "later", "straks", "later"


class PlaceKind(Word):
    HOME = "home", "woonplaats", "home town"
    BIRTH = "birth", "geboorteplaats", "birth town"
    STUDY = "study", "studieplaats", "study town"
    WORK = "work", "werkplaats", "work town"
    FAMILY = "family", "familie of vrienden", "family or friends"
    OTHER = "other", "andere plek", "other place"
    AVOID = "avoid", "plek om te mijden", "place to avoid"


class Interest(Word):
    COOKING = "cooking", "samen koken en eten", "cooking and eating together"
    SPORT = "sport", "sport en bewegen", "sport"
    MUSIC = "music", "muziek", "music"
    GAMING = "gaming", "gamen", "gaming"
    GARDEN = "garden", "tuin en natuur", "garden and nature"
    READING = "reading", "lezen", "reading"
    CRAFTS = "crafts", "klussen en maken", "crafts"
    FILM = "film", "films en series", "films and series"
    FAITH = "faith", "geloof", "faith"
    ANIMALS = "animals", "dieren", "animals"
    QUIET = "quiet", "rust in huis", "a quiet home"


class Attention(Word):
    LITTLE = "1", "af en toe een praatje", "a chat now and then"
    SOME = "2", "elke week samen iets doen", "something together every week"
    MUCH = "3", "bijna elke dag contact", "contact almost every day"


class HouseholdStatus(Word):
    SIGNED_UP = "signed_up", "aangemeld", "signed up"
    VISITED = "visited", "bezocht", "visited"
    APPROVED = "approved", "goedgekeurd", "approved"
    PAUSED = "paused", "op pauze", "paused"
    REFUSED = "refused", "afgewezen", "refused"
    WITHDRAWN = "withdrawn", "gestopt", "withdrawn"


class YouthStatus(Word):
    REGISTERED = "registered", "aangemeld", "registered"
    READY = "ready", "klaar voor een match", "ready to be matched"
    PLACED = "placed", "geplaatst", "placed"
    WITHDRAWN = "withdrawn", "gestopt", "withdrawn"


class RoundStatus(Word):
    QUEUED = "queued", "in de wachtrij", "queued"
    RUNNING = "running", "bezig", "running"
    DONE = "done", "klaar", "done"
    FAILED = "failed", "mislukt", "failed"


class ProposalStatus(Word):
    PROPOSED = "proposed", "voorgesteld", "proposed"
    APPROVED = "approved", "goedgekeurd", "approved"
    DECLINED = "declined", "afgewezen", "declined"
    LAPSED = "lapsed", "vervallen", "lapsed"


class ProposalOrigin(Word):
    """Where a proposal comes from: a whole round, or a repair of what came free after it."""

    ROUND = "round", "ronde", "round"
    REPAIR = "repair", "herstel", "repair"


class PlacementStatus(Word):
    BOOKED = "booked", "geboekt", "booked"
    ACTIVE = "active", "loopt", "active"
    ENDED = "ended", "afgelopen", "ended"
    CANCELLED = "cancelled", "geannuleerd", "cancelled"


class DeclineReason(Word):
    NO_CLICK_EXPECTED = (
        "no_click_expected",
        "coördinator verwacht geen klik",
        "coordinator expects no click",
    )
    CARE_TOO_HEAVY = (
        "care_too_heavy",
        "begeleidingsvraag te zwaar voor dit huis",
        "guidance need too heavy for this home",
    )
    TRAVEL_TOO_LONG = (
        "travel_too_long",
        "reistijd te lang",
        "travel time too long",
    )
    YOUTH_NOT_READY = "youth_not_ready", "jongere is nog niet zover", "youth is not ready yet"
    YOUTH_DECLINED = "youth_declined", "jongere wil niet", "youth declined"
    HOST_NOT_READY = "host_not_ready", "gastgezin is nog niet zover", "host is not ready yet"
    HOST_DECLINED = "host_declined", "gastgezin wil niet", "host declined"
    ROOM_GONE = "room_gone", "kamer is niet meer vrij", "room is no longer free"
    SAFETY = "safety", "zorg over veiligheid", "safety concern"
    RECORD_WRONG = "record_wrong", "gegevens kloppen niet", "the record is wrong"


class HostStepReason(Word):
    """Why a host is refused, or stops."""

    ROOM_UNSUITABLE = "room_unsuitable", "kamer is niet geschikt", "room is not suitable"
    HOME_UNSUITABLE = "home_unsuitable", "woonsituatie past niet", "home situation does not fit"
    NO_CONSENT = (
        "no_consent",
        "verhuurder, hypotheekverstrekker of gemeente vindt het niet goed",
        "landlord, lender or municipality does not agree",
    )
    NO_VOG = "no_vog", "geen VOG", "no VOG"
    NOT_REACHED = "not_reached", "niet bereikbaar", "cannot be reached"
    OWN_CHOICE = "own_choice", "gastgezin wil zelf stoppen", "host wants to stop"
    MOVES = "moves", "gastgezin verhuist", "host moves house"
    OTHER = "other", "andere reden", "other reason"


class YouthStepReason(Word):
    """Why a youth is withdrawn from the waiting list."""

    FOUND_HOME = "found_home", "heeft zelf een woonplek gevonden", "found a home"
    OTHER_CARE = "other_care", "krijgt een andere vorm van zorg", "gets another kind of care"
    STAYS = "stays", "kan blijven waar hij of zij woont", "can stay in the present home"
    MOVED_AWAY = "moved_away", "is verhuisd naar een andere regio", "moved to another region"
    NOT_REACHED = "not_reached", "niet bereikbaar", "cannot be reached"
    OWN_CHOICE = "own_choice", "jongere wil zelf stoppen", "youth wants to stop"
    OTHER = "other", "andere reden", "other reason"
