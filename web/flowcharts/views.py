"""All pages of the flow chart editor, for administrators; importing them hangs them up."""

from flask_babel import lazy_gettext

from web.flowcharts import editing, overview, trying
from web.flowcharts.blueprint import blueprint
from web.menu import MenuItem

__all__ = ["blueprint", "editing", "overview", "trying"]

MENU = (MenuItem("flowcharts.charts", lazy_gettext("Flow chart"), 525),)
