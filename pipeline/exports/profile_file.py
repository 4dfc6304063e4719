"""The keys of a profile's TOML file and what may stand in each; refuses by pydantic's errors.

What one says of another is looked at in ``profile_reading``; what each means stands at ``Profile``.
"""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from pipeline.exports.columns import EXTRACTS

NULL_WORDS = ("--", "-", "n/a", "na", "none", "null", "#n/a")
TOTAL_WORDS = ("total", "totals", "grand total", "subtotal", "summary")

Text = Annotated[str, Field(min_length=1, max_length=200)]
Texts = tuple[Text, ...]


class Section(BaseModel):
    """A table of the file; it has no other keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class PlaceTable(Section):
    """A heading with more to say than its name."""

    heading: Text
    nth: Annotated[int, Field(ge=1, le=9)] = 1
    sign: Literal["as_written", "negated", "by_majority"] = "as_written"


def _as_tables(value: object) -> object:
    """Let a heading, a table with a heading, and a list of either be a list of tables."""
    values = value if isinstance(value, list) else [value]
    return tuple({"heading": one} if isinstance(one, str) else one for one in values)


def _as_extract(value: str) -> str:
    """Refuse a kind of list that no fact knows."""
    if value not in EXTRACTS:
        raise ValueError(", ".join(EXTRACTS))
    return value


Places = Annotated[tuple[PlaceTable, ...], BeforeValidator(_as_tables), Field(min_length=1)]


class ProfileFile(Section):
    """The whole file."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9_]{1,60}$")]
    product: Text
    extract: Annotated[str, AfterValidator(_as_extract)]
    evidence: Literal["verified", "inferred"]
    source: Text
    required: Annotated[Texts, Field(min_length=2)]
    keys: Annotated[Texts, Field(min_length=1)]
    optional: Texts = ()
    dropped: Texts = ()
    unused: Texts = ()
    date_order: Literal["month_first", "day_first"] = "month_first"
    decimal_mark: Literal["point", "comma"] = "point"
    null_words: Texts = NULL_WORDS
    total_words: Texts = TOTAL_WORDS
    columns: dict[Text, Places]
    aliases: dict[Text, Texts] = {}
    only: dict[Text, Texts] = {}
    statuses: dict[Text, str] = {}

    @property
    def placed(self) -> list[tuple[str, str, int]]:
        """Return column, heading and its count among equal ones, of every place."""
        return [
            (column, place.heading, place.nth)
            for column, places in self.columns.items()
            for place in places
        ]
