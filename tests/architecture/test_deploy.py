"""What a small server is given: units that fit the command line, and keep to themselves."""

import configparser
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from ingest.settings import ROOT, Settings
from orchestration.cli import main

DEPLOY = ROOT / "orchestration" / "deploy"
SERVICES = sorted(DEPLOY.glob("*.service"))


def unit(path: Path) -> configparser.ConfigParser:
    parsed = configparser.ConfigParser(interpolation=None, strict=False)
    parsed.optionxform = str  # type: ignore[assignment,method-assign]
    parsed.read(path, encoding="utf-8")
    return parsed


@pytest.mark.parametrize("path", SERVICES, ids=lambda p: p.name)
def test_a_service_runs_a_command_that_exists_and_locks_the_rest(path: Path) -> None:
    service = unit(path)["Service"]
    words = service["ExecStart"].split()
    assert words[0].endswith("/veta")
    command = main.commands[words[1]]
    known = {option for parameter in command.params for option in parameter.opts}
    assert {w for w in words[2:] if w.startswith("--")} <= known
    assert "0.0.0.0" not in service["ExecStart"]
    assert service["User"] == "veta"
    for lock in ("NoNewPrivileges", "ProtectHome", "PrivateTmp"):
        assert service[lock] == "yes"
    assert service["ProtectSystem"] == "strict"


def test_the_example_of_settings_names_real_ones_and_holds_no_secret() -> None:
    known = {f"VETA_{name.upper()}" for name in Settings.model_fields}
    for path in (ROOT / "dashboards").rglob("*.py"):  # which has settings of its own
        known |= set(re.findall(r'"(VETA_[A-Z_]+)"', path.read_text("utf-8")))
    for line in (DEPLOY / "veta.env.example").read_text("utf-8").splitlines():
        if found := re.match(r"#?(VETA_[A-Z_]+)=(.*)", line):
            assert found[1] in known, line
            assert " " not in found[2], "systemd takes a remark behind a value as part of it"
            if "KEY" in found[1]:
                assert not found[2]


def test_by_hand_veta_is_what_the_services_run() -> None:
    script = DEPLOY / "veta"
    assert os.access(script, os.X_OK)
    words = script.read_text("utf-8").replace("\\\n", " ").splitlines()[-1].split()
    service = unit(DEPLOY / "veta-schedule.service")["Service"]
    assert f"--uid={service['User']}" in words
    assert f"--property=EnvironmentFile={service['EnvironmentFile']}" in words
    assert {f"--setenv={given}" for given in service["Environment"].split()} <= set(words)
    assert words[-2:] == [service["ExecStart"].split()[0], '"$@"']


def test_every_veta_command_in_the_pages_for_operators_exists() -> None:
    pages = [
        ROOT / "README.md",
        ROOT / "SECURITY.md",
        ROOT / "data/README.md",
        *DEPLOY.glob("*.md"),
    ]
    found = {
        (path.name, said)
        for path in pages
        for said in re.findall(r"(?:`|^|bin/)veta ([a-z][^`#\n|]*)", path.read_text("utf-8"), re.M)
    }
    assert len(found) > 30
    for page, said in found:
        name, *rest = said.split()
        command = main.commands[name.strip(",.")]
        if isinstance(command, click.Group) and rest and rest[0].strip(",").isalpha():
            command = command.commands[rest.pop(0).strip(",")]
        options = {o for parameter in command.params for o in parameter.opts}
        passed_on = command.context_settings.get("ignore_unknown_options")
        given = {w.strip("[]…,") for w in rest if w.strip("[").startswith("--")}
        assert passed_on or given <= options, (page, said)


def test_the_container_runs_the_script_as_nobody_special() -> None:
    text = (DEPLOY / "Containerfile").read_text("utf-8")
    assert "orchestration/deploy/install.sh /opt/veta /opt/venv" in text
    assert re.search(r"^USER veta$", text, re.MULTILINE)
    assert os.access(DEPLOY / "install.sh", os.X_OK)


@pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile"])
def test_the_proxy_keeps_websockets_and_the_operators_door(name: str) -> None:
    text = (DEPLOY / name).read_text("utf-8")
    assert "8501" in text
    assert "3000" not in text, "Dagster's pages are nobody's but the operator's"
    assert "/metrics" in text
    assert ("ip_hash" in text and "Upgrade" in text) or "lb_policy cookie" in text


@pytest.mark.skipif(
    not os.environ.get("VETA_TEST_INSTALL"), reason="minutes and a network: make package-test"
)
def test_the_steps_of_the_container_install_what_runs(tmp_path: Path) -> None:
    source, venv = tmp_path / "veta", tmp_path / "venv"
    source.mkdir()
    # What is committed, as a release would be: not what lies about in a working tree.
    packed = subprocess.run(["git", "archive", "HEAD"], cwd=ROOT, capture_output=True, check=True)
    subprocess.run(["tar", "-x", "-C", source], input=packed.stdout, check=True)
    env = {**os.environ, "PYTHON": sys.executable, "VETA_DATA_DIR": str(tmp_path / "data")}
    env.pop("PYTHONPATH", None)
    subprocess.run([source / "orchestration/deploy/install.sh", source, venv], env=env, check=True)
    said = subprocess.run(
        [venv / "bin" / "veta", "status"], cwd=tmp_path, env=env, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert said.returncode == 0, said.stderr
    assert "veta demo" in said.stdout
