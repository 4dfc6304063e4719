"""The five planted stories: a cause that begins one week and goes on.

Takes a visit. Says whether a story spoils its claim, and how.
"""

from dataclasses import dataclass
from datetime import date
from random import Random

from pipeline.synthetic.causes import CAUSES, Cause
from pipeline.synthetic.office import NEW_CLINICIAN_AT, Clinician
from pipeline.synthetic.records import Patient
from pipeline.synthetic.season import Season


@dataclass(frozen=True, slots=True)
class Story:
    """One planted cause; ``share_at`` is the share of the season at which it begins."""

    key: str
    share_at: float
    cause: Cause
    description: str

    def since_on(self, season: Season) -> date:
        """Return the first day of service that it touches."""
        return season.monday(season.week_at(self.share_at))


LATE_NOTES = Story(
    "late_notes",
    0.24,
    CAUSES["note_missing"],
    "Dov Ellery signs notes 10 to 24 days after the visit; payers ask for them and deny.",
)
CARVE_OUT = Story(
    "carve_out",
    0.35,
    CAUSES["wrong_payer"],
    "An employer of Northlake Mutual moved behavioral health to Lantern; claims still go to "
    "Northlake.",
)
TELEHEALTH = Story(
    "telehealth_modifier",
    0.46,
    CAUSES["modifier_missing"],
    "North Campus sends telehealth visits without their modifier.",
)
NEW_CLINICIAN = Story(
    "new_clinician",
    NEW_CLINICIAN_AT,
    CAUSES["clinician_not_linked"],
    "Leo Marchetti is not linked to the group at Lantern and Tamarack State Medicaid.",
)
AUTHORIZATION = Story(
    "authorization_rule",
    0.65,
    CAUSES["no_authorization"],
    "Cedar Valley asks for an authorization for 60-minute therapy.",
)
STORIES = (LATE_NOTES, CARVE_OUT, TELEHEALTH, NEW_CLINICIAN, AUTHORIZATION)

LATE_CLINICIAN = "Ellery"
NEWEST_CLINICIAN = "Marchetti"


class Plot:
    """Decides about single visits; without stories it never spoils one."""

    def __init__(self, season: Season, dice: Random) -> None:
        self._dice = dice
        self._since = {
            story.key: story.since_on(season) if season.stories else date.max for story in STORIES
        }

    def is_late(self, clinician: Clinician, service_on: date) -> bool:
        """Whether the note of a visit, and so its claim, will be late."""
        return clinician.last == LATE_CLINICIAN and self._began(LATE_NOTES, service_on)

    def drops_modifier(self, location_id: str, service_on: date) -> bool:
        """Whether a telehealth visit is sent without its modifier."""
        return (
            location_id == "north"
            and self._began(TELEHEALTH, service_on)
            and self._dice.random() < 0.11
        )

    def story_of(
        self, patient: Patient, clinician: Clinician, procedure: str, service_on: date
    ) -> Story | None:
        """Return the story that makes the payer deny a visit, if one does."""
        chances = (
            (LATE_NOTES, clinician.last == LATE_CLINICIAN, 0.15),
            (CARVE_OUT, patient.is_carved_out, 0.4),
            (
                NEW_CLINICIAN,
                clinician.last == NEWEST_CLINICIAN and patient.payer_id in ("lantern", "statecare"),
                0.55,
            ),
            (AUTHORIZATION, patient.payer_id == "cedar" and procedure == "90837", 0.22),
        )
        for story, touches, chance in chances:
            if touches and self._began(story, service_on) and self._dice.random() < chance:
                return story
        return None

    def _began(self, story: Story, service_on: date) -> bool:
        return service_on >= self._since[story.key]
