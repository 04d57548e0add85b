"""The case of a youth: why help is asked, intakes, exceptions, corrections, and who handles it.

Events of a case are written under the number of the youth, so that one history shows them all.
"""
