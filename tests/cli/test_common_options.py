"""What every command is told in the same way, before its name or behind it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from careerprint.cli.command_line import COMMANDS, OTHER_NAMES, cli, run
from careerprint.errors import ExitCode

Capture = pytest.CaptureFixture[str]


def _paths() -> Iterator[tuple[str, ...]]:
    """Give the names that lead to each command."""
    context = click.Context(cli)
    for name in COMMANDS:
        command = cli.get_command(context, name)
        if isinstance(command, click.Group):
            yield from ((name, below) for below in command.commands)
        else:
            yield (name,)


def _said(names: tuple[str, ...], before: list[str], behind: list[str]) -> dict[str, Any]:
    """Give what a command is told."""
    context = cli.make_context("careerprint", [*before, *names], resilient_parsing=True)
    command: click.Command | None = cli
    for name in names:
        assert isinstance(command, click.Group)
        command = command.get_command(context, name)
        assert command is not None
        given = list(behind) if name == names[-1] else []
        context = command.make_context(name, given, parent=context, resilient_parsing=True)
    said: dict[str, Any] = context.obj
    return said


@pytest.mark.parametrize("names", list(_paths()), ids=" ".join)
def test_the_common_options_stand_before_or_behind(names: tuple[str, ...], tmp_path: Path) -> None:
    silent = {"project": None, "verbose": False, "quiet": False}
    assert _said(names, [], []) == silent
    for options, said in (
        (["-q"], {"quiet": True}),
        (["--verbose"], {"verbose": True}),
        (["-v", "--project", str(tmp_path)], {"verbose": True, "project": tmp_path}),
    ):
        assert _said(names, options, []) == _said(names, [], options) == silent | said


def test_what_stands_before_is_not_lost_behind() -> None:
    assert _said(("check",), ["-q"], ["-v"]) == {"project": None, "verbose": True, "quiet": True}


@pytest.mark.parametrize("arguments", [("-q", "check", "chef"), ("check", "chef", "-q")])
def test_quiet_is_quiet_in_either_place(
    arguments: tuple[str, ...], empty_folder: Path, capsys: Capture
) -> None:
    assert run(list(arguments)) == ExitCode.OK
    assert capsys.readouterr().err == ""


def test_a_project_that_is_named_behind(empty_folder: Path, capsys: Capture) -> None:
    assert run(["init", "school"]) == ExitCode.OK
    assert run(["list", "--project", "school"]) == ExitCode.OK
    assert run(["list", "--project", "."]) == ExitCode.USAGE
    assert "is not a project" in capsys.readouterr().err


def test_a_command_with_two_names_is_one() -> None:
    context = click.Context(cli)
    assert cli.get_command(context, "open") is cli.get_command(context, "preview")
    assert [name for name in COMMANDS if name in OTHER_NAMES] == list(OTHER_NAMES)
    assert OTHER_NAMES.keys().isdisjoint(OTHER_NAMES.values())
