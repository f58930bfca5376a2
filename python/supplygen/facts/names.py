"""Names of people, companies and streets from Faker, each drawn by an integer of our own streams.

Faker's generator is seeded for every entity, so a name depends on its entity alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from importlib.util import find_spec
from itertools import chain, count

from faker import Faker
from faker.config import DEFAULT_LOCALE

NAME_KEY_LIMIT = 2**31 - 1
"""Largest integer that a name is drawn by."""

MAX_ATTEMPTS = 20

PROVIDERS = ("faker.providers.address", "faker.providers.person")
"""What is asked for here; Faker would load two dozen for each locale."""


@cache
def _faker(locale: str) -> Faker:
    return Faker(locale, providers=[_module(provider, locale) for provider in PROVIDERS])


def _module(provider: str, locale: str) -> str:
    """Module of a provider for a locale; given only the provider, Faker lists the modules of all locales each time."""
    module = f"{provider}.{locale}"
    return module if find_spec(module) else f"{provider}.{DEFAULT_LOCALE}"


def surname(locale: str, key: int) -> str:
    """Family name usual in a locale."""
    generator = _faker(locale)
    generator.seed_instance(key)
    return str(generator.last_name())


def street(locale: str, key: int) -> str:
    """Street name usual in a locale."""
    generator = _faker(locale)
    generator.seed_instance(key)
    return str(generator.street_name())


def unique_names(keys: Sequence[int], make: Callable[[int, int], str]) -> list[str]:
    """Make one name per key with `make(position, key)`.

    While a name is taken the next key is tried; where few names exist, a company is told apart by a number.
    """
    taken: dict[str, None] = {}
    for position, key in enumerate(keys):
        candidates = (make(position, key + attempt) for attempt in range(MAX_ATTEMPTS))
        numbered = (f"{make(position, key)} No. {number}" for number in count(2))
        taken[next(name for name in chain(candidates, numbered) if name not in taken)] = None
    return list(taken)
