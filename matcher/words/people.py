"""Words about people: roles, gender, households, and what people like."""

from __future__ import annotations

from matcher.words.base import Word


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
