from __future__ import annotations

from flask import Blueprint, render_template
from flask_babel import lazy_gettext
from sqlalchemy.exc import SQLAlchemyError

from matcher.database.guards import missing_guards
from web.access import allow_everyone
from web.menu import MenuItem
from web.session import database

blueprint = Blueprint("public", __name__)

MENU = (
    MenuItem("public.how_it_works", lazy_gettext("How it works"), 600, for_visitors=True),
    MenuItem("public.municipalities", lazy_gettext("For municipalities"), 610, for_visitors=True),
)


@blueprint.get("/")
@allow_everyone
def home() -> str:
    return render_template("public/home.html")


@blueprint.get("/how-it-works")
@allow_everyone
def how_it_works() -> str:
    return render_template("public/how_it_works.html")


@blueprint.get("/municipalities")
@allow_everyone
def municipalities() -> str:
    return render_template("public/municipalities.html")


@blueprint.get("/about")
@allow_everyone
def about() -> str:
    return render_template("public/about.html")


@blueprint.get("/privacy")
@allow_everyone
def privacy() -> str:
    return render_template("public/privacy.html")


@blueprint.get("/accessibility")
@allow_everyone
def accessibility() -> str:
    return render_template("public/accessibility.html")


@blueprint.get("/healthz")
@allow_everyone
def healthz() -> tuple[dict[str, str], int]:
    """The process answers."""
    return {"status": "ok"}, 200


@blueprint.get("/readyz")
@allow_everyone
def readyz() -> tuple[dict[str, str], int]:
    """The database answers and has its guards, so people can be sent here."""
    try:
        missing = missing_guards(database.connection())
    except SQLAlchemyError:
        return {"status": "the database does not answer"}, 503
    if missing:
        return {"status": "the database lacks guards; run 'kamermatch database upgrade'"}, 503
    return {"status": "ok"}, 200
