#!/usr/bin/env bash
# maturin 1.16.0: a folder of the Python package that is a symbolic link is left out of the wheel without a word; an
# editable install has it, so that everything works until a user installs the wheel. The same link is followed where an
# `include` names it. A good engineer expects the link to be followed in both cases, or an error.
#
# Seen: files under linked/ in the wheel: 0 as it is; 1 with include = ["python/sample/linked/*.txt"]
# Needs cargo, for a crate without dependencies.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check "maturin==1.16.0"

mkdir -p "$work/project/src" "$work/project/python/sample" "$work/project/data"
cd "$work/project"
touch python/sample/__init__.py
echo text > data/one.txt
ln -s ../../data python/sample/linked
echo 'fn main() {}' > src/main.rs
cat > Cargo.toml <<'TOML'
[package]
name = "sample"
version = "0.1.0"
edition = "2024"
TOML

linked_files() { # linked_files 'further lines of [tool.maturin]'
    cat > pyproject.toml <<TOML
[build-system]
requires = ["maturin"]
build-backend = "maturin"

[project]
name = "sample"
version = "0.1.0"

[tool.maturin]
bindings = "bin"
python-source = "python"
$1
TOML
    rm -rf wheels
    "$work/venv/bin/maturin" build --quiet --out wheels > /dev/null 2>&1
    python3 -m zipfile --list wheels/*.whl | grep --count 'sample/linked/' || true
}

"$work/venv/bin/maturin" --version
without=$(linked_files '')
with=$(linked_files 'include = ["python/sample/linked/*.txt"]')
echo "files under linked/: $without, $with"
[[ $without == 0 && $with == 1 ]]
