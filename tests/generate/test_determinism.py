"""The same settings give the same bytes, whatever the machine does around them."""

import json
import os
import subprocess
import sys

import pytest

from databases import TESTS
from digest import digests

SMALL = {"scale": 0.002, "weeks": 8}


@pytest.fixture(scope="module")
def reference():
    return digests(**SMALL, jobs=1, slice_rows=5_000_000)


@pytest.mark.parametrize(("jobs", "slice_rows"), [(2, 5_000_000), (4, 1_000), (1, 1_000), (2, 3_000)])
def test_workers_and_slices_do_not_show(reference, jobs, slice_rows):
    assert digests(**SMALL, jobs=jobs, slice_rows=slice_rows) == reference


def test_another_seed_gives_other_facts(reference):
    other = digests(**SMALL, seed=43)
    same = {name for name in reference if other[name] == reference[name]}
    assert not same & {"pos_sales", "orders", "order_lines", "shipment_lines", "batches", "purchase_orders"}


def test_surroundings_do_not_show(reference):
    surroundings = {"TZ": "Asia/Tokyo", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "7"}
    program = TESTS / "digest.py"
    arguments = [sys.executable, program, str(SMALL["scale"]), str(SMALL["weeks"])]
    printed = subprocess.run(arguments, env={**os.environ, **surroundings}, capture_output=True, check=True, text=True)
    assert json.loads(printed.stdout) == reference
