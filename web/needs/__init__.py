"""What a youth needs: the questions, the plekkenkaart, life domains, own words and the budget."""

from web.needs.fields import CommaNumber
from web.needs.form import NeedsForm

__all__ = ["CommaNumber", "NeedsForm"]
