from flask import Blueprint

#: Without a prefix: each role finds its placements among its own pages.
blueprint = Blueprint("placements", __name__)
