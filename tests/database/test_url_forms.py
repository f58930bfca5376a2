import subprocess

import psycopg
import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from supplygen.database.target import normalize_url
from supplygen.database.url_forms import formatted
from supplygen.errors import UsageError

WORDS = st.text(st.characters(min_codepoint=33, max_codepoint=0x17F), min_size=1, max_size=12)


def test_java_gets_what_its_driver_knows():
    url = "postgresql://me:a%26b@db.example.com/ware%20house?sslmode=verify-full&keepalives_idle=5&connect_timeout=3"
    assert formatted(url, "jdbc") == (
        "jdbc:postgresql://db.example.com:5432/ware%20house?user=me&password=a%26b&connectTimeout=3&sslmode=verify-full"
    )
    assert formatted("postgresql://[::1]:6/d", "jdbc") == "jdbc:postgresql://[::1]:6/d"
    assert formatted("postgresql://a:1,b:2/d", "jdbc") == "jdbc:postgresql://a:1,b:2/d"


def test_java_does_not_reach_a_socket():
    with pytest.raises(UsageError, match="JDBC cannot reach a Unix socket"):
        formatted("postgresql://me@/d?host=%2Ftmp", "jdbc")


def test_each_form_leads_to_the_database(database_url):
    engine = sa.create_engine(formatted(database_url, "sqlalchemy"))
    with engine.connect() as connection:
        assert connection.scalar(sa.text("SELECT current_database()")) == engine.url.database
    engine.dispose()
    with psycopg.connect(formatted(database_url, "libpq")) as connection:
        assert connection.info.dbname == engine.url.database


@given(user=WORDS, password=WORDS, database=WORDS)
def test_a_shell_reads_the_variables_as_they_are(user, password, database):
    url = normalize_url(psycopg.conninfo.make_conninfo(host="h", user=user, password=password, dbname=database))
    script = formatted(url, "env") + '\nprintf "%s\\n" "$PGHOST" "$PGUSER" "$PGPASSWORD" "$PGDATABASE"'
    said = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=True, encoding="utf-8").stdout
    assert said.split("\n") == ["h", user, password, database, ""]
