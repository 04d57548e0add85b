"""What ties an object to people: its municipalities, its organisation, its accounts.

The access policy decides on these ties alone; a kind of object without an entry here is refused
as a programming error.
"""

from matcher.belonging import after, records
from matcher.belonging.ties import Belonging, belonging

__all__ = ["Belonging", "after", "belonging", "records"]
