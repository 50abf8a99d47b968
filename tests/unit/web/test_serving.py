"""A server's port, and what is said where it cannot be had."""

import socket
from pathlib import Path

import pytest

from careerprint.cli import preview_command
from careerprint.cli.command_line import run
from careerprint.errors import UsageError
from careerprint.web.serving import HOST, prepared


def test_a_port_in_use_gives_way_to_the_next(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        number = taken.getsockname()[1]
        preview = prepared(None, tmp_path, port=number)
        with preview.listening:
            assert number < preview.port < number + 50
            assert preview.address.startswith(f"http://127.0.0.1:{preview.port}/?key=")


def test_the_last_port_in_use_is_said(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind((HOST, 65_535))
        taken.listen()
        with pytest.raises(UsageError, match="in use") as told:
            prepared(None, tmp_path, port=65_535)
        assert "--port" in told.value.hint


def test_two_servers_have_two_keys(tmp_path: Path) -> None:
    one, other = prepared(None, tmp_path, port=0), prepared(None, tmp_path, port=0)
    with one.listening, other.listening:
        assert one.keys.entry != other.keys.entry
        assert one.keys.entry != one.keys.post
        assert one.keys.entry not in repr(one)


def test_without_its_parts_the_command_says_how_to_get_them(
    empty_folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preview_command, "_NEEDED", ("no_such_part",))
    assert run(["preview"]) == 2
    assert "pip install 'careerprint[web]'" in capsys.readouterr().err
