"""Who may do what to which object. One policy, default deny.

The policy is a table: per action, the roles that may do it and *how far* each role
reaches (its own regions, its own organisation, …). From that one table come both

* :func:`can` — may this person do this to this object? and
* :func:`scope` — which rows may this person see?, as a filter for queries,

so a list can never show what the page behind it refuses.

`actions` names what can be done, `policy` is the table, `deciding` asks it.
"""

from matcher.access.actions import Action, Reach
from matcher.access.deciding import Principal, Scope, can, demand, scope
from matcher.access.policy import POLICY
from matcher.belonging import Belonging, belonging

__all__ = [
    "POLICY",
    "Action",
    "Belonging",
    "Principal",
    "Reach",
    "Scope",
    "belonging",
    "can",
    "demand",
    "scope",
]
