"""The rules of the schema are tests of dbt's sources, which hold in a load and see where one is broken."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from dbt_project import BUILD, TEST_SOURCES, Star, needs_dbt

pytestmark = [needs_dbt, pytest.mark.thorough, pytest.mark.timeout(900)]

BROKEN = """
    UPDATE shipment_lines SET order_line_number = 0
    WHERE (shipment_id, line_number) = (
        SELECT shipment_id, line_number FROM shipment_lines WHERE order_id IS NOT NULL LIMIT 1
    )
"""
KEY = "fk_shipment_lines_order_id_order_lines"


def test_all_sources_pass_until_a_key_is_broken(loaded_copy_url: str, tmp_path: Path) -> None:
    star = Star.copied(tmp_path, loaded_copy_url)
    done = star.run(BUILD + TEST_SOURCES)
    assert done.returncode == 0, done.stdout
    assert set(star.outcomes().values()) == {"pass"}
    with psycopg.connect(loaded_copy_url) as connection:
        connection.execute(f"ALTER TABLE shipment_lines DROP CONSTRAINT {KEY}".encode())
        connection.execute(BROKEN.encode())
    narrowed = BUILD.replace("dbt build", "dbt test --select source:public.shipment_lines")
    assert star.run(narrowed).returncode == 1
    (failed,) = (name for name, status in star.outcomes().items() if status != "pass")
    assert failed.startswith("source_refers_together_public_shipment_lines")
