"""What breaks `I51_every_month_has_its_rates.sql`."""

from __future__ import annotations

from mutations.mutation import Mutation

MUTATIONS = (
    Mutation(
        "a month without rate",
        (
            "DELETE FROM exchange_rates WHERE (currency_id, rate_month) = (SELECT min(currency_id), min(rate_month)"
            " FROM exchange_rates)",
        ),
        breaks=("I43",),
        because="there are fewer rows than announced",
    ),
    Mutation(
        "a rate after the as-of date",
        (
            "INSERT INTO exchange_rates SELECT currency_id, max(rate_month + interval '1 month'), 1 FROM exchange_rates"
            " WHERE currency_id = 1 GROUP BY currency_id",
        ),
        breaks=("I43",),
        because="there are more rows than announced",
    ),
    Mutation(
        "a dollar that costs more than a dollar",
        (
            "UPDATE exchange_rates SET local_per_usd = 1.1 WHERE (currency_id, rate_month) = (SELECT c.id,"
            " min(rate_month) FROM exchange_rates, currencies AS c WHERE c.currency_code = 'USD' GROUP BY c.id)",
        ),
    ),
    Mutation("a division's books in an unknown currency", ("UPDATE divisions SET currency_code = 'XXX' WHERE id = 1",)),
    Mutation(
        "a country that quotes in an unknown currency",
        ("UPDATE suppliers SET currency_code = 'XXX' WHERE country = (SELECT min(country) FROM suppliers)",),
    ),
    Mutation(
        "a supplier that does not quote in its country's currency",
        (
            "UPDATE suppliers SET currency_code = 'ZAR' WHERE id = (SELECT min(id) FROM suppliers WHERE country = ("
            "SELECT country FROM suppliers GROUP BY country HAVING count(*) > 1 AND min(currency_code) <> 'ZAR'"
            " ORDER BY country LIMIT 1))",
        ),
    ),
)
