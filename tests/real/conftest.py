"""A browser for a module's tests, and a page of the module's ``server`` that has come in."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from tests.real.preview_server import Server
from tests.real.preview_visit import chromium, visit


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture
def page(server: Server, browser: Browser) -> Iterator[Page]:
    with visit(browser, server) as found:
        yield found
