"""Who may not come in: what a page in the browser refuses, asked over a real socket."""

import http.client
import json
import re
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from tests.conftest import SAMPLES
from tests.real.preview_server import Server, running

from careerprint.web.door import MOST_BYTES, MOST_UPLOADED_BYTES

SCRIPT = "<script>alert(1)</script>"
AREA = "/career/ours/save"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("project")
    careers = folder / "data" / "careers"
    careers.mkdir(parents=True)
    (folder / "careerprint.yaml").write_text("layout: one-pager\n", encoding="utf-8")
    text = (SAMPLES / "sparse.yaml").read_text(encoding="utf-8")
    (careers / "ours.yaml").write_text(
        re.sub(r"(?m)^title: .*", f"title: '{SCRIPT}'", text), encoding="utf-8"
    )
    (folder.parent / "outside.yaml").write_text("title: Outside\n", encoding="utf-8")
    (careers / "linked.yaml").symlink_to(folder.parent / "outside.yaml")
    with running(folder) as found:
        yield found


def _post_key(server: Server) -> str:
    found = re.search(r'name="post-key" content="([^"]+)"', server.ask("/").text)
    assert found
    return found[1]


REFUSED: dict[str, tuple[int, dict[str, str]]] = {
    "another name for this machine": (421, {"Host": "example.org"}),
    "a name that begins like ours": (421, {"Host": "127.0.0.1.example.org:80"}),
    "no name": (400, {"Host": ""}),
    "another port": (421, {"Host": "127.0.0.1:1"}),
    "another site": (403, {"Origin": "http://example.org"}),
    "a page without a site": (403, {"Origin": "null"}),
    "a site of another port": (403, {"Origin": "http://127.0.0.1:1"}),
    "an image on another site": (403, {"Sec-Fetch-Site": "cross-site"}),
    "another port of this machine": (403, {"Sec-Fetch-Site": "same-site"}),
    "no key": (403, {"Cookie": ""}),
    "a wrong key": (403, {"Cookie": "careerprint=1"}),
    "a cookie that is none": (403, {"Cookie": "\x01=;;==,"}),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_request_from_elsewhere_is_refused(server: Server, what: str) -> None:
    status, headers = REFUSED[what]
    for path in ("/", "/career/ours/text", "/changes", "/career/chef/pdf"):
        answer = server.ask(path, headers=headers)
        assert (answer.status, b"title" in answer.body[400:]) == (status, False)
        assert "set-cookie" not in answer.headers


def test_the_key_lets_in_once_it_is_right(server: Server) -> None:
    first = server.address.removeprefix(server.origin)
    assert server.ask(f"{first}x", is_known=False).status == 403
    assert server.ask("/?key=", is_known=False).status == 403
    assert server.ask(f"{first}&key=2", is_known=False).status == 403
    come = server.ask(first, is_known=False)
    assert come.status == 200
    kept = come.headers["set-cookie"].lower()
    assert "httponly" in kept
    assert "samesite=strict" in kept


OUT = (
    "/look/../frame.html.j2",
    "/look/..%2f..%2fcareers%2fchef.yaml",
    "/look/%2e%2e/%2e%2e/README.md",
    "/look//etc/passwd",
    "/look/vendor/../frame.html.j2",
    "/face/..%2f..%2fetc%2fpasswd",
    "/career/..%2f..%2foutside/text",
    "/career/%2fetc%2fpasswd/text",
    "/career/outside/text",
    "/career/linked/text",
    "/career/linked",
    "/career/linked/picture/1?width=360",
    "/career/chef/picture/1?width=100000",
    "/career/chef/picture/99?width=360",
    "/career/chef?layout=..%2f..%2f..%2ftmp",
)


@pytest.mark.parametrize("path", OUT)
def test_no_path_leads_out(server: Server, path: str) -> None:
    answer = server.ask(path)
    assert answer.status in {404, 409}
    assert b"Outside" not in answer.body
    assert b"root:" not in answer.body


CHANGES: dict[str, dict[str, str]] = {
    "without the key of our pages": {},
    "with a wrong one": {"X-Careerprint": "1"},
    "of another site": {"Origin": "http://example.org", "X-Careerprint": "KEY"},
    "of nobody": {"Origin": "", "X-Careerprint": "KEY"},
    "without the cookie": {"Cookie": "", "X-Careerprint": "KEY"},
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_from_elsewhere_is_refused(server: Server, what: str) -> None:
    file = server.folder / "data" / "careers" / "ours.yaml"
    before, key = file.read_bytes(), _post_key(server)
    digest = json.loads(server.ask("/career/ours/text").text)["digest"]
    headers = {name: value.replace("KEY", key) for name, value in CHANGES[what].items()}
    body = json.dumps({"text": "gone", "digest": digest}).encode()
    kind = {"Content-Type": "application/json"}
    assert server.ask(AREA, method="POST", body=body, headers=kind | headers).status == 403
    assert file.read_bytes() == before


def test_what_is_too_large_is_not_taken(server: Server) -> None:
    headers = {"X-Careerprint": _post_key(server), "Content-Length": str(200 * 1024 * 1024)}
    assert server.ask(AREA, method="POST", body=b"x", headers=headers).status == 413
    assert MOST_BYTES < 200 * 1024 * 1024
    assert server.ask("/").status == 200


def test_other_methods_are_refused(server: Server) -> None:
    for method in ("PUT", "DELETE", "TRACE", "OPTIONS"):
        assert server.ask("/career/ours/text", method=method).status == 405
    assert server.ask(AREA).status == 405


def test_what_a_profile_says_is_text(server: Server) -> None:
    for path in ("/", "/career/ours", "/career/ours/findings", "/career/ours/pages"):
        answer = server.ask(path)
        assert answer.status == 200
        assert SCRIPT not in answer.text
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert answer.headers["cache-control"] == "no-store"


def test_a_file_that_leads_out_is_not_written(server: Server) -> None:
    outside = server.folder.parent / "outside.yaml"
    before = outside.read_bytes()
    headers = {"X-Careerprint": _post_key(server), "Content-Type": "application/json"}
    body = json.dumps({"text": "gone", "digest": ""}).encode()
    answer = server.ask("/career/linked/save", method="POST", body=body, headers=headers)
    assert answer.status == 404
    assert outside.read_bytes() == before


def test_it_listens_on_this_machine_alone(server: Server) -> None:
    port = int(server.host.partition(":")[2])
    tables = [Path("/proc/net/tcp"), Path("/proc/net/tcp6")]
    lines = [line for table in tables if table.is_file() for line in table.read_text().split("\n")]
    listening = [line.split()[1] for line in lines if f":{port:04X} " in line and " 0A " in line]
    assert listening == [f"0100007F:{port:04X}"]


def _form(server: Server, **said: str) -> dict[str, Any]:
    body = urlencode({"post_key": _post_key(server), **said}).encode()
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    return {"method": "POST", "body": body, "headers": headers}


def _sent(server: Server, name: str, **headers: str) -> dict[str, str]:
    own = {"X-Careerprint": _post_key(server), "X-Careerprint-File": name}
    return own | {"Content-Type": "application/octet-stream"} | headers


@pytest.mark.parametrize("size", [200 * 2**20, MOST_UPLOADED_BYTES + 1, 10**18])
def test_a_roster_that_is_too_large_is_refused_before_it_comes(server: Server, size: int) -> None:
    headers = _sent(server, "roster.csv", **{"Content-Length": str(size)})
    answer = server.ask("/roster/upload", method="POST", headers=headers)
    assert answer.status == 413
    assert "32 MiB" in answer.text


def test_a_roster_that_does_not_say_its_size_is_cut_off(server: Server) -> None:
    headers = _sent(server, "roster.csv", **{"Transfer-Encoding": "chunked"})
    part = b"100000\r\n" + b"x" * 2**20 + b"\r\n"
    line = http.client.HTTPConnection(server.host, timeout=60)
    line.putrequest("POST", "/roster/upload")
    for name, value in (headers | {"Cookie": server.cookie, "Origin": server.origin}).items():
        line.putheader(name, value)
    line.endheaders()
    with suppress(OSError):
        for _ in range(40):
            line.send(part)
    with suppress(OSError, http.client.HTTPException):
        assert line.getresponse().status == 413
    line.close()
    assert "roster.csv" not in server.ask("/roster").text


@pytest.mark.parametrize("what", CHANGES)
def test_a_roster_from_elsewhere_is_refused(server: Server, what: str) -> None:
    key = _post_key(server)
    headers = {name: value.replace("KEY", key) for name, value in CHANGES[what].items()}
    headers |= {"X-Careerprint-File": "roster.csv"}
    answer = server.ask("/roster/upload", method="POST", body=b"name\n", headers=headers)
    assert answer.status == 403


@pytest.mark.parametrize("name", ["roster.exe", "..%2f..%2fetc%2fpasswd", "", ".csv", "a.ods"])
def test_what_is_no_roster_is_refused(server: Server, name: str) -> None:
    headers = _sent(server, name, accept="application/json")
    answer = server.ask("/roster/upload", method="POST", body=b"name\n", headers=headers)
    assert answer.status == 404
    assert "XLSX or CSV" in answer.text


def test_the_name_of_a_roster_leads_nowhere(server: Server) -> None:
    headers = _sent(server, "..%2F..%2F<b>stolen.csv")
    body, taken = b"name,careers\nAna Ejemplo,ours\n", ""
    try:
        assert server.ask("/roster/upload", method="POST", body=body, headers=headers).status == 200
        shown = server.ask("/roster").text
        assert "_b_stolen.csv" in shown
        assert "<b>stolen" not in shown
        for folder in (server.folder, server.folder.parent):
            assert not list(folder.glob("*stolen*"))
        roster = re.search(r'name="roster" value="([^"]+)"', shown)
        assert roster
        taken = roster[1]
        for name in ("../out", "a/b", "..", "x" * 61, "a\x00b"):
            said = {"do": "make", "roster": taken, "folder": name}
            _waited(server)
            answer = server.ask("/roster", **_form(server, **said))
            assert answer.status == 404
            assert "no name of a folder" in answer.text
            assert 'href="/roster">Back' in answer.text
        (server.folder / "output").mkdir(exist_ok=True)
        (server.folder / "output" / "linked").symlink_to(server.folder.parent)
        said = {"do": "make", "roster": taken, "folder": "linked"}
        assert "leads out" in server.ask("/roster", **_form(server, **said)).text
    finally:
        _waited(server)
        server.ask("/roster", **_form(server, do="forget", roster=taken))


def _waited(server: Server) -> None:
    """Wait until nothing is under way."""
    for _ in range(600):
        if server.ask("/work").text == "{}":
            return
        time.sleep(0.1)


def test_no_file_outside_is_taken_for_a_roster_or_a_fair(server: Server) -> None:
    outside = server.folder.parent / "others.csv"
    outside.write_text("name,careers\nAna Ejemplo,ours\n", encoding="utf-8")
    (server.folder / "theirs.csv").symlink_to(outside)
    (server.folder / "fair-theirs.yaml").symlink_to(server.folder.parent / "outside.yaml")
    assert "theirs.csv" not in server.ask("/roster").text
    assert "fair-theirs" not in server.ask("/fair").text
    for name in ("theirs.csv", "../others.csv", str(outside)):
        answer = server.ask("/roster", **_form(server, do="take", table=name))
        assert answer.status == 404
    answer = server.ask("/fair", **_form(server, do="list", source="../outside.yaml"))
    assert answer.status == 404


def test_a_script_in_what_is_typed_is_text(server: Server) -> None:
    said = {"do": "stay", "career": "ours", "title": SCRIPT, "recipient": SCRIPT}
    assert server.ask("/booklet", **_form(server, **said)).status == 303
    assert SCRIPT not in server.ask("/booklet").text
    said = {"organisation": SCRIPT, "accent": '"><script>', "do": "try"}
    assert server.ask("/brand", **_form(server, **said)).status == 303
    assert SCRIPT not in server.ask("/brand").text


@pytest.mark.parametrize("path", ["/booklet", "/roster", "/fair", "/brand", "/work/stop"])
def test_no_change_is_made_without_our_key(server: Server, path: str) -> None:
    body = urlencode({"do": "save", "accent": "red", "career": "ours"}).encode()
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert server.ask(path, method="POST", body=body, headers=headers).status == 403
    assert "red" not in (server.folder / "careerprint.yaml").read_text(encoding="utf-8")
