"""What breaks `I50_calendar_is_whole.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation, drop_checks

LAST = "(SELECT max(id) FROM calendar)"


def _wrong(column: str, value: str) -> Mutation:
    return Mutation(
        f"a wrong {column}",
        (drop_checks("calendar"), f"UPDATE calendar SET {column} = {value} WHERE id = (SELECT min(id) FROM calendar)"),
    )


MUTATIONS = (
    Mutation(
        "a missing day",
        (f"DELETE FROM calendar WHERE id = {LAST}",),
        breaks=("I43",),
        because="there are fewer rows than announced",
    ),
    Mutation(
        "a day after the last one: every 28 years days and weeks are the same",
        (
            "INSERT INTO calendar SELECT id + 10227, calendar_date + 10227, calendar_year + 28, calendar_quarter,"
            " calendar_month, iso_year + 28, iso_week, iso_weekday, fiscal_year + 28, fiscal_quarter, fiscal_period,"
            f" NULL FROM calendar WHERE id = {LAST}",
        ),
        breaks=("I43",),
        because="there are more rows than announced",
    ),
    Mutation("an id out of order", (f"UPDATE calendar SET id = id + 10 WHERE id = {LAST}",)),
    *(
        _wrong(column, f"{column} + 1")
        for column in (
            "calendar_year",
            "calendar_quarter",
            "calendar_month",
            "iso_year",
            "iso_week",
            "iso_weekday",
            "fiscal_year",
            "fiscal_quarter",
            "fiscal_period",
        )
    ),
    Mutation(
        "a period of 27 days, its last day in the next one",
        (
            "UPDATE calendar SET fiscal_period = fiscal_period + 1 WHERE calendar_date = (SELECT max(calendar_date)"
            " FROM calendar WHERE mod(fiscal_period, 3) = 1 AND kpi_period IS NOT NULL)",
        ),
    ),
    _wrong("kpi_period", "1"),
    Mutation(
        "a day of the horizon without KPI period",
        ("UPDATE calendar SET kpi_period = NULL WHERE id = (SELECT min(id) FROM calendar WHERE kpi_period = 1)",),
    ),
)
