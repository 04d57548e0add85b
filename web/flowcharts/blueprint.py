"""The part of the site where the flow chart is edited."""

from flask import Blueprint

blueprint = Blueprint("flowcharts", __name__, url_prefix="/admin/flow-chart")
