"""Words about hosts, their homes and their rooms."""

from __future__ import annotations

from matcher.words.base import Word


class HouseholdStatus(Word):
    SIGNED_UP = "signed_up", "aangemeld", "signed up"
    VISITED = "visited", "bezocht", "visited"
    APPROVED = "approved", "goedgekeurd", "approved"
    PAUSED = "paused", "op pauze", "paused"
    REFUSED = "refused", "afgewezen", "refused"
    WITHDRAWN = "withdrawn", "gestopt", "withdrawn"


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
    NOT_SAFE = "not_safe", "niet veilig genoeg voor een jongere", "not safe enough for a youth"
    NOT_ALL_AGREE = (
        "not_all_agree",
        "niet iedereen in huis staat erachter",
        "not everybody in the home agrees",
    )
    NO_ATTENTION = (
        "no_attention",
        "te weinig tijd of aandacht voor een jongere",
        "too little time or attention for a youth",
    )
    NOT_REACHED = "not_reached", "niet bereikbaar", "cannot be reached"
    OWN_CHOICE = "own_choice", "gastgezin wil zelf stoppen", "host wants to stop"
    MOVES = "moves", "gastgezin verhuist", "host moves house"
    OTHER = "other", "andere reden", "other reason"


class PauseReason(Word):
    """Why a host stops for a while."""

    HOLIDAY = "holiday", "vakantie of lange reis", "holiday or long journey"
    ILLNESS = "illness", "ziekte", "illness"
    FAMILY = "family", "drukte in het gezin", "a busy time in the family"
    WORK = "work", "drukte op het werk", "a busy time at work"
    REBUILDING = "rebuilding", "verbouwing of verhuizing", "rebuilding or moving"
    REST = "rest", "even rust na een plaatsing", "a rest after a placement"
    ROOM_IN_USE = "room_in_use", "kamer zelf nodig", "the room is needed at home"
    OTHER = "other", "andere reden", "other reason"


class Tenure(Word):
    """How the household holds the home; it decides whose consent is needed."""

    OWNED = "owned", "koopwoning zonder hypotheek", "owned, without a mortgage"
    MORTGAGED = "mortgaged", "koopwoning met hypotheek", "owned, with a mortgage"
    RENTED_SOCIAL = (
        "rented_social",
        "huurwoning van een woningcorporatie",
        "rented from a housing corporation",
    )
    RENTED_PRIVATE = (
        "rented_private",
        "huurwoning van een andere verhuurder",
        "rented from another landlord",
    )
    OTHER = "other", "anders", "other"


class Benefit(Word):
    """Benefits that may change when somebody moves in. The legal names stay Dutch."""

    BIJSTAND = "bijstand", "bijstand", "bijstand"
    HUURTOESLAG = "huurtoeslag", "huurtoeslag", "huurtoeslag"
    ZORGTOESLAG = "zorgtoeslag", "zorgtoeslag", "zorgtoeslag"
    KINDGEBONDEN_BUDGET = "kindgebonden_budget", "kindgebonden budget", "kindgebonden budget"
    AOW = "aow", "AOW", "AOW"
    AIO = "aio", "AIO (aanvulling op de AOW)", "AIO (supplement to the AOW)"
    ANW = "anw", "Anw (nabestaanden)", "Anw (surviving relatives)"
    IOAW = "ioaw", "IOAW, IOAZ of IOW", "IOAW, IOAZ or IOW"
    TOESLAGENWET = "toeslagenwet", "toeslag van het UWV", "supplement from the UWV"
    OTHER = "other", "andere uitkering of toeslag", "another benefit"


class RentIncludes(Word):
    """What the rent of a room includes."""

    HEATING = "heating", "verwarming", "heating"
    WATER = "water", "water", "water"
    ELECTRICITY = "electricity", "stroom", "electricity"
    INTERNET = "internet", "internet", "internet"
    FURNITURE = "furniture", "meubels", "furniture"
    LAUNDRY = "laundry", "wasmachine", "washing machine"
    KITCHEN = "kitchen", "gebruik van de keuken", "use of the kitchen"
    MEALS = "meals", "maaltijden", "meals"
    BEDDING = "bedding", "beddengoed en handdoeken", "bedding and towels"
    MUNICIPAL_TAXES = "municipal_taxes", "gemeentelijke heffingen", "municipal charges"
    PARKING = "parking", "parkeerplek of fietsenstalling", "parking or bicycle storage"


class HouseRuleKind(Word):
    """What a house rule is about."""

    QUIET = "quiet", "rust en geluid", "quiet and noise"
    VISITORS = "visitors", "bezoek", "visitors"
    OVERNIGHT = "overnight", "logés", "overnight guests"
    KITCHEN = "kitchen", "keuken en eten", "kitchen and meals"
    BATHROOM = "bathroom", "badkamer en was", "bathroom and laundry"
    CLEANING = "cleaning", "schoonmaken", "cleaning"
    SMOKING = "smoking", "roken en vapen", "smoking and vaping"
    ALCOHOL_DRUGS = "alcohol_drugs", "alcohol en drugs", "alcohol and drugs"
    PETS = "pets", "huisdieren", "pets"
    AWAY = "away", "laat thuis en weg zijn", "coming home late and being away"
    SHARED_SPACE = "shared_space", "gedeelde ruimtes", "shared spaces"
    OTHER = "other", "andere afspraak", "other agreement"


class SpaceKind(Word):
    """Kinds of space that count in the points of a room."""

    ROOM = "room", "kamer van de bewoner", "the lodger's room"
    LIVING_ROOM = "living_room", "woonkamer", "living room"
    BEDROOM = "bedroom", "slaapkamer", "bedroom"
    KITCHEN = "kitchen", "keuken", "kitchen"
    LIVING_KITCHEN = "living_kitchen", "woonkamer met open keuken", "living room with open kitchen"
    BATHROOM = "bathroom", "badkamer", "bathroom"
    BATHROOM_WITH_TOILET = "bathroom_with_toilet", "badkamer met wc", "bathroom with toilet"
    TOILET = "toilet", "wc", "toilet"
    STORAGE = "storage", "berging of schuur", "storage room or shed"
    ATTIC = "attic", "zolder", "attic"
    LAUNDRY = "laundry", "wasruimte of bijkeuken", "laundry or utility room"
    BICYCLES = "bicycles", "fietsenberging", "bicycle storage"
    HALL = "hall", "gang, hal of overloop", "hall or landing"
    GARDEN = "garden", "tuin", "garden"
    BALCONY = "balcony", "balkon of dakterras", "balcony or roof terrace"
    GARAGE = "garage", "garage of carport", "garage or carport"
    OTHER = "other", "andere ruimte", "other space"
