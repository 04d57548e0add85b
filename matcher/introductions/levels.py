"""What one side may know of the other, stage by stage: identity and address come last.

The table is an allow-list. What a stage does not name is not shown, also not when it was shown at
an earlier stage of an introduction that stopped since.
"""

from __future__ import annotations

from matcher.words import DisclosureLevel, IntroductionStage, MeetingPlace, Side

PROFILE = DisclosureLevel.PROFILE
FIRST_NAME = DisclosureLevel.FIRST_NAME
CONTACT = DisclosureLevel.CONTACT
ADDRESS = DisclosureLevel.ADDRESS

BEFORE_MEETING = (IntroductionStage.HOST_LOOKS, IntroductionStage.DATE)
MEETING = (IntroductionStage.MEETING, IntroductionStage.ANSWERS)
#: Both sides have said yes to each other.
BOTH_SAID_YES = (
    IntroductionStage.TRIAL,
    IntroductionStage.AGREEMENTS,
    IntroductionStage.STARTED,
)

NOTHING: tuple[DisclosureLevel, ...] = ()

TO_YOUTH: dict[IntroductionStage, tuple[DisclosureLevel, ...]] = {
    IntroductionStage.INTEREST: (PROFILE,),
    **dict.fromkeys(BEFORE_MEETING, (PROFILE,)),
    **dict.fromkeys(MEETING, (PROFILE, FIRST_NAME)),
    **dict.fromkeys(BOTH_SAID_YES, (PROFILE, FIRST_NAME, CONTACT, ADDRESS)),
}
# A host hears nothing of a youth who has not said yes to the room.
TO_HOST: dict[IntroductionStage, tuple[DisclosureLevel, ...]] = {
    **dict.fromkeys(BEFORE_MEETING, (PROFILE,)),
    **dict.fromkeys(MEETING, (PROFILE, FIRST_NAME)),
    **dict.fromkeys(BOTH_SAID_YES, (PROFILE, FIRST_NAME, CONTACT)),
}
# The counsellor brings the youth to the meeting, so hears whom to call, and where it is when that
# is the home. Of the youth the counsellor knows the dossier already.
TO_COUNSELLOR: dict[IntroductionStage, tuple[DisclosureLevel, ...]] = {
    IntroductionStage.INTEREST: (PROFILE,),
    **dict.fromkeys(BEFORE_MEETING, (PROFILE,)),
    **dict.fromkeys(MEETING, (PROFILE, FIRST_NAME, CONTACT)),
    **dict.fromkeys(BOTH_SAID_YES, (PROFILE, FIRST_NAME, CONTACT, ADDRESS)),
}
TABLES = {Side.YOUTH: TO_YOUTH, Side.HOST: TO_HOST, Side.COUNSELLOR: TO_COUNSELLOR}


def levels(
    side: Side, stage: IntroductionStage, place: MeetingPlace | None = None
) -> tuple[DisclosureLevel, ...]:
    """Return what ``side`` may know at ``stage``, least first; nothing once it has stopped.

    ``place``: where the introduction is, when that is fixed. A coordinator is not in this table:
    what a coordinator sees hangs on the region, not on the stage.
    """
    known = TABLES.get(side, {}).get(stage, NOTHING)
    comes_to_home = side == Side.COUNSELLOR and place == MeetingPlace.HOME and stage in MEETING
    return (*known, ADDRESS) if comes_to_home else known
