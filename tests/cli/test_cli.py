import importlib
import json
import re
import subprocess
import sys

import psycopg
import pytest
from psycopg import sql

import supplygen
from databases import query
from fake_source import FakeSource
from supplygen.cli import COMMANDS, EXAMPLES, app, run
from supplygen.cli import load as filling
from supplygen.errors import SupplygenError
from supplygen.schema.graph import level_graph


@pytest.fixture(autouse=True)
def fake_generator(monkeypatch, tmp_path):
    monkeypatch.setattr(filling, "make_source", lambda _settings: FakeSource())
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def cli(capsys):
    def call(*tokens):
        code = run([str(token) for token in tokens])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


@pytest.mark.parametrize(("flags", "said"), [((), ""), (("--debug",), "rollback failed\n")])
def test_what_the_driver_notes_is_for_debugging(flags, said):
    script = f"""
import atexit, logging
from supplygen.cli import main
atexit.register(lambda: logging.getLogger("psycopg").warning("rollback failed"))
main(["--version", *{flags!r}])
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stderr == said


def test_exit_codes_are_distinct():
    codes = [kind.exit_code for kind in SupplygenError.__subclasses__()]
    assert sorted(codes) == list(range(2, 11))


def test_a_load_from_nothing_to_reset(cli, migrated_url):
    database = ("--database-url", migrated_url)
    code, out, err = cli("load", "--seed", 7, *database)
    assert (code, out) == (0, "")
    assert "stream: done" in err
    assert "loaded 23,032 rows" in err
    assert err.endswith(", scenario baseline\n")
    code, out, err = cli("load", *database)
    assert (code, out) == (5, "")
    assert "the target holds a complete load (scale 0.1, seed 7," in err
    code, out, _ = cli("fingerprint", "--json", *database)
    assert code == 0
    assert json.loads(out)["tables"]["plants"]["rows"] == 20
    code, out, _ = cli("status", *database)
    assert out.startswith("complete: seed 7, scale 0.1, start 2024-01-01, weeks 52, scenario baseline")
    code, out, err = cli("reset", *database)
    assert (code, out) == (2, "")
    assert "Say --yes" in err
    code, out, _ = cli("runs", *database)
    assert code == 0
    assert out.splitlines()[1].split()[:7] == ["1", "complete", "7", "0.1", "2024-01-01", "52", "baseline"]
    assert cli("reset", "--yes", *database)[0] == 0
    assert cli("status", *database)[1] == "no load\n"
    assert cli("runs", *database)[1] == "no load\n"


def test_a_load_reports_to_machines(cli, migrated_url, tmp_path):
    file = tmp_path / "report.json"
    code, out, err = cli("load", "--log-format", "json", "--report", file, "--database-url", migrated_url)
    assert (code, out) == (0, "")
    events = [json.loads(line) for line in err.splitlines()]
    assert [one["phase"] for one in events if one["event"] == "end"][-1] == "seal"
    assert {one["event"] for one in events} <= {"begin", "progress", "end", "note"}
    report = json.loads(file.read_text())
    assert [phase["name"] for phase in report["phases"]] == [one["phase"] for one in events if one["event"] == "begin"]
    assert sum(table["rows"] for table in report["tables"].values()) == 23_032
    assert report["supplygen"] == supplygen.__version__
    assert report["settings"]["seed"] == 42
    assert not report["stood_already"]
    assert "postgres@" in report["database"]
    code, out, _ = cli("load", "--quiet", "--report", "-", "--database-url", migrated_url)
    assert code == 0
    assert json.loads(out)["stood_already"]


def test_a_dry_run_prints_the_rows(cli, migrated_url):
    code, out, _ = cli("load", "--dry-run", "--quiet", "--database-url", migrated_url)
    assert code == 0
    assert ["total", "23,032"] in [line.split() for line in out.splitlines()]
    assert re.search(r"^disk, estimated: [\d,]+ MiB, of it indexes [\d,]+ MiB$", out, re.MULTILINE)


def test_plan_needs_no_database(cli, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://nowhere.invalid/x")
    code, out, _ = cli("plan", "--json", "--scale", 0.5)
    plan = json.loads(out)
    assert code == 0
    assert plan["settings"]["scale"] == "0.5"
    assert plan["total"] == 23_032
    assert list(plan["tables"]) == list(level_graph().names)
    assert plan["estimate"]["disk_bytes"] > 0
    lines = cli("plan")[1].splitlines()
    assert [line.split(",")[0] for line in lines if "estimated" in line] == [
        "disk",
        "WAL",
        "memory of the loader",
        "time of a load",
    ]


def test_dump_writes_files_and_says_what_next(cli, tmp_path):
    # The name is one that a shell, and the printing of markup, would take apart.
    out = tmp_path / "out [old]"
    code, _, err = cli("dump", "--out", out)
    assert code == 0
    assert f"cd '{out}' && psql -X -f load.sql" in err
    assert (out / "load.sql").exists()
    code, _, err = cli("dump", "--out", out)
    assert code == 2
    assert "is not an empty directory" in err


def test_the_generator_alone(cli):
    code, out, err = cli("load", "--null")
    assert (code, out) == (0, "")
    assert "23,032 rows in" in err
    assert cli("load", "--null", "--replace")[0] == 2


def test_tables_lists_the_graph(cli):
    code, out, _ = cli("tables", "--json")
    assert code == 0
    assert [entry["table"] for entry in json.loads(out)] == list(level_graph().names)
    assert len(cli("tables")[1].splitlines()) == len(level_graph().names) + 1


@pytest.mark.parametrize(
    ("tokens", "code", "message"),
    [
        (["load", "--scale", "0"], 2, "scale 0.0 is outside 0.001 to 1000"),
        (["load", "--weeks", "3"], 2, "weeks 3 is outside 4 to 260"),
        (["load", "--start", "2024-01-02"], 2, "start 2024-01-02 is a Tuesday"),
        (["load", "--start", "soon"], 2, "'soon' is not a date"),
        (["load", "--scale", "big"], 2, "--scale"),
        (["load", "--sclae", "1"], 2, "--sclae"),
        (["nonsense"], 2, "nonsense"),
        (["load", "--seed", "1.5"], 2, "'1.5' is not an integer"),
        (["load", "--weeks", "52.0"], 2, "--weeks"),
        (["load", "--create", "--dry-run"], 2, "--dry-run changes nothing"),
        (["load", "--create", "--null"], 2, "--null needs neither database nor cluster"),
        (["load", "--database-url", ""], 2, "--database-url is empty"),
        (["verify", "--database-url", " "], 2, "--database-url is empty"),
        (["migrate", "--sql", "--down"], 2, "without --down"),
        (["migrate", "--down", "--revision", "l00_reference"], 2, "without --revision"),
        (["load", "--database-url", "mysql://h/d"], 2, "begins with mysql://"),
        (["load", "--database-url", "postgresql://u@localhost:1/d"], 3, "cannot connect to"),
        (["status", "--database-url", "postgresql://u@localhost:1/d"], 3, "cannot connect to"),
        (["load", "--database-url", "postgresql://u@localhost:1/d"], 3, "Connection refused"),
        (["verify", "--jobs", "-1"], 2, "--jobs"),
        (["fingerprint", "--jobs", "1000"], 2, "--jobs"),
        (["dump", "--out", "/dev/null/x"], 9, "/dev/null/x cannot be written: Not a directory"),
        (["dump", "--out", "s3://key:secret@bucket/out"], 2, "s3://bucket/out is enough"),
        (["db", "status"], 3, "no embedded PostgreSQL in"),
    ],
)
def test_bad_input_is_one_line_and_an_exit_code_and_makes_nothing(cli, tmp_path, tokens, code, message):
    found, out, err = cli(*tokens)
    assert list(tmp_path.iterdir()) == []
    assert (found, out) == (code, "")
    assert message in err
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize("command", ["load", "verify", "fingerprint", "report --out -", "status", "reset --yes"])
def test_a_database_without_the_schema_is_exit_code_4(cli, database_url, command):
    code, _, err = cli(*command.split(), "--database-url", database_url)
    assert code == 4
    assert "run `supplygen migrate`" in err


def test_a_target_with_rows_is_exit_code_5(cli, migrated_url):
    with psycopg.connect(migrated_url) as connection:
        connection.execute("INSERT INTO products (product_code, name, product_family) VALUES ('x', 'x', 'oral_care')")
    code, _, err = cli("load", "--database-url", migrated_url)
    assert code == 5
    assert "1 tables (products) hold rows" in err


def test_the_same_load_twice_says_so_and_does_nothing(cli, complete_url):
    same = ("load", "--quiet", "--database-url", complete_url)
    before = query(complete_url, "SELECT id, finished_at FROM supplygen.run")
    for again in ((), ("--dry-run",)):
        code, out, err = cli(*same, *again)
        assert (code, out) == (0, "")
        assert "holds this load already" in err
    assert query(complete_url, "SELECT id, finished_at FROM supplygen.run") == before
    with psycopg.connect(complete_url) as connection:
        connection.execute("DELETE FROM audit_logs")
    code, _, err = cli(*same)
    assert code == 5
    assert "1 tables (audit_logs) are empty now: give --replace" in err
    assert cli(*same, "--replace")[0] == 0
    assert query(complete_url, "SELECT id, finished_at FROM supplygen.run") != before


def test_the_schema_comes_from_any_directory(cli, database_url):
    database = ("--database-url", database_url)
    code, out, err = cli("migrate", *database)
    assert (code, out) == (0, "")
    assert err.startswith("Running upgrade  -> product_schema")
    assert cli("migrate", "--quiet", *database) == (0, "", "")


def test_the_schema_goes_with_its_load_from_any_directory(cli, complete_url):
    database = ("--database-url", complete_url)
    code, _, err = cli("migrate", "--down", *database)
    assert code == 2
    assert "Say --yes" in err
    assert cli("migrate", "--down", "--yes", *database)[0] == 0
    left = "SELECT count(*) FROM pg_class WHERE relnamespace IN ('public'::regnamespace, to_regnamespace('supplygen'))"
    assert query(complete_url, left) == [(0,)]
    code, _, err = cli("migrate", "--down", "--yes", *database)
    assert code == 0
    assert "has no supplygen schema: nothing to do" in err


def test_a_role_is_let_to_read(cli, migrated_url):
    database, role = ("--database-url", migrated_url), 'Reader "x"'
    code, _, err = cli("grant", role, *database)
    assert code == 2
    assert "does not exist" in err
    quoted = sql.Identifier(role)
    with psycopg.connect(migrated_url, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE ROLE {}").format(quoted))
        try:
            assert cli("grant", role, *database) == (0, "", "")
            connection.execute(sql.SQL("SET ROLE {}").format(quoted))
            for relation in ("pos_sales", "otif", "supplygen.injection"):
                connection.execute(f"SELECT * FROM {relation}")
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute("DELETE FROM pos_sales")
        finally:
            connection.execute("RESET ROLE")
            connection.execute(sql.SQL("DROP OWNED BY {}").format(quoted))
            connection.execute(sql.SQL("DROP ROLE {}").format(quoted))


@pytest.mark.thorough
def test_a_load_may_create_the_schema_first(cli, database_url):
    created = ("load", "--create", "--quiet", "--database-url", database_url)
    assert cli(*created) == (0, "", "")
    code, _, err = cli(*created)
    assert code == 0
    assert "nothing to do" in err


def test_the_schema_as_sql_needs_no_database(cli, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://nowhere.invalid/x")
    code, out, err = cli("migrate", "--sql")
    assert (code, err) == (0, "")
    assert "CREATE TABLE pos_sales" in out
    assert out.rstrip().endswith("COMMIT;")


def test_a_variable_that_nothing_reads_is_named(cli, monkeypatch):
    monkeypatch.setenv("SUPPLYGEN_SCALLE", "1")
    code, out, err = cli("plan", "--json")
    assert code == 0
    assert json.loads(out)["settings"]["scale"] == "0.1"
    assert "the environment sets SUPPLYGEN_SCALLE, which nothing reads" in err


@pytest.mark.parametrize("tokens", [["--version"], ["-V"], ["load", "--version"], ["db", "--version"]])
def test_every_command_tells_our_version(cli, tokens):
    assert cli(*tokens) == (0, f"{supplygen.__version__}\n", "")


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_shown_and_understood(cli, name):
    assert EXAMPLES[name] in " ".join(cli(name, "--help")[1].replace("│", " ").split())
    program, *tokens = EXAMPLES[name].split()
    assert program == "supplygen"
    assert tokens[0] == name
    app.parse_args(tokens, exit_on_error=False, print_error=False)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_completes_our_commands(cli, shell):
    code, out, err = cli("completion", shell)
    assert (code, err) == (0, "")
    assert "fingerprint" in out


def test_the_unexpected_is_one_line_too_and_debug_shows_where(cli, monkeypatch, capsys):
    def broken(_settings):
        raise RuntimeError("surprise")

    monkeypatch.setattr(filling, "make_source", broken)
    code, _, err = cli("plan")
    assert code == 1
    assert err == "supplygen: unexpected RuntimeError: surprise (--debug shows where)\n"
    run(["plan"], debug=True)
    assert "Traceback" in capsys.readouterr().err


def test_help_and_version_work_from_outside():
    program = [sys.executable, "-c", "from supplygen.cli import main; main()"]
    shown = subprocess.run([*program, "--help"], capture_output=True, text=True, check=True)
    for command in ("load", "plan", "dump", "verify", "fingerprint", "reset", "status", "db", "tables"):
        assert command in shown.stdout
    assert subprocess.run([*program, "--version"], capture_output=True, text=True, check=True).stdout.strip()


def test_help_waits_for_nothing_that_it_does_not_need():
    heavy = "{'numpy', 'sqlalchemy', 'psycopg', 'faker', 'alembic'}"
    program = f"""
import sys
from supplygen.cli import run
run(["--help"])
sys.exit(", ".join({heavy} & set(sys.modules)) or 0)
"""
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (found.returncode, found.stderr) == (0, "")
    assert "fingerprint" in found.stdout


@pytest.mark.parametrize("path", COMMANDS)
def test_a_command_says_of_itself_what_the_list_says_of_it(path: str):
    module, _, name = path.partition(":")
    function = getattr(importlib.import_module(f"supplygen.cli.{module}"), name)
    assert " ".join(function.__doc__.split()) == COMMANDS[path]


@pytest.mark.parametrize(
    "command",
    [
        "tables",
        *(pytest.param(command, marks=pytest.mark.thorough) for command in ("--help", "tables --json", "load --help")),
    ],
)
def test_a_reader_that_has_seen_enough_is_no_failure(command):
    script = f"import sys; from supplygen.cli import run; sys.exit(run({command.split()!r}))"
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0
