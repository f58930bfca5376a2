from datetime import date

import pytest

from supplygen.config import NAMES, Settings, resolve_settings
from supplygen.errors import UsageError


def test_flags_win_over_environment_over_file_over_defaults(tmp_path):
    file = tmp_path / "supplygen.toml"
    file.write_text("scale = 0.5\nseed = 1\nweeks = 8\nslice-rows = 5000\nstart = 2023-01-02\n")
    environment = {"SUPPLYGEN_SEED": "2", "SUPPLYGEN_WEEKS": "9", "SUPPLYGEN_HOME": "/elsewhere"}
    settings = resolve_settings({"weeks": 10, "seed": None}, environment, file)
    assert (settings.scale, settings.seed, settings.weeks) == (0.5, 2, 10)
    assert (settings.slice_rows, settings.start) == (5000, date(2023, 1, 2))
    assert settings.jobs >= 1


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        ({"scale": 0.0001}, "scale 0.0001 is outside 0.001 to 1000"),
        ({"scale": float("nan")}, "scale nan is outside"),
        ({"scale": 0.12345678}, "more than 6 decimals"),
        ({"weeks": 3}, "weeks 3 is outside 4 to 260"),
        ({"weeks": 261}, "weeks 261 is outside"),
        ({"jobs": -1}, "jobs -1 is outside"),
        ({"seed": -1}, "seed -1 is outside"),
        ({"slice_rows": 1}, "slice_rows 1 is outside"),
        ({"start": date(2024, 1, 2)}, "2024-01-02 is a Tuesday"),
    ],
)
def test_a_value_out_of_range_is_one_clear_line(flags, message, tmp_path):
    with pytest.raises(UsageError, match=message) as caught:
        resolve_settings(flags, {}, tmp_path / "none")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("scale = [", "supplygen.toml"),
        ("scales = 1", "unknown key 'scales'"),
        ("weeks = 'x'", "supplygen.toml: weeks: 'x' is not an integer"),
        ("start = 'x'", "supplygen.toml: start: 'x' is not a date"),
    ],
)
def test_a_bad_file_is_named(text, message, tmp_path):
    file = tmp_path / "supplygen.toml"
    file.write_text(text)
    with pytest.raises(UsageError, match=message):
        resolve_settings({}, {}, file)


def test_a_bad_variable_is_named(tmp_path):
    with pytest.raises(UsageError, match="SUPPLYGEN_SCALE: 'big' is not a number"):
        resolve_settings({}, {"SUPPLYGEN_SCALE": "big"}, tmp_path / "none")


def test_content_leaves_out_what_content_does_not_depend_on():
    assert Settings(jobs=1, slice_rows=1000).content() == Settings(jobs=2, slice_rows=2000).content()
    assert Settings(seed=1).content() != Settings(seed=2).content()
    assert set(NAMES) - set(Settings().content()) == {"jobs", "connections", "parts", "slice_rows", "tables"}
    assert Settings(tables=("orders",)).content() == {**Settings().content(), "tables": ["orders"]}


def test_a_large_machine_asks_for_as_many_connections_as_are_allowed(monkeypatch):
    monkeypatch.setattr("supplygen.config.usable_cores", lambda: 384)
    assert Settings().jobs == 256


@pytest.mark.parametrize(("scale", "text"), [(0.1, "0.1"), (0.001, "0.001"), (1, "1"), (10, "10"), (1000, "1000")])
def test_a_scale_is_written_as_people_write_it(scale, text):
    assert Settings(scale=scale).content()["scale"] == text
