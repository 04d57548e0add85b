"""The pages of the need profile; each module adds its routes to the one blueprint."""

from web.needs import budgeting, change, life, places, words
from web.needs.blueprint import blueprint

__all__ = ["blueprint", "budgeting", "change", "life", "places", "words"]
