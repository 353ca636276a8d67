"""How hard the property tests try: the same examples at each run, or as many as one asks for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

from tests.browser import browser, page
from tests.history import lived, year
from tests.vaults import Vault, files_in, write_files

__all__ = ["browser", "lived", "page", "year"]

EXAMPLES = "VAULTGOALS_EXAMPLES"
"""Environment variable: the number of examples for each property, chosen anew at every run."""

NO_SHRINKING = "VAULTGOALS_NO_SHRINKING"
"""Environment variable: a property that fails ends there, and no smaller example is looked for."""


def pytest_configure() -> None:
    """Choose the Hypothesis profile before any property is collected."""
    phases = (Phase.explicit, Phase.generate) if os.environ.get(NO_SHRINKING) else tuple(Phase)
    settings.register_profile("default", max_examples=100, deadline=None, derandomize=True, phases=phases)
    asked = os.environ.get(EXAMPLES, "")
    if not asked:
        settings.load_profile("default")
        return
    if not asked.isdecimal() or int(asked) == 0:
        message = f"{EXAMPLES}={asked!r} is no number of examples; write for instance {EXAMPLES}=20000"
        raise pytest.UsageError(message)
    settings.register_profile(
        "thorough",
        max_examples=int(asked),
        deadline=None,
        print_blob=True,
        suppress_health_check=[HealthCheck.too_slow],
    )
    settings.load_profile("thorough")


@pytest.fixture(autouse=True)
def own_state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test a state folder of its own, and never the user's; programs that it starts get it too."""
    folder = tmp_path_factory.mktemp("state")
    monkeypatch.setenv("XDG_STATE_HOME", str(folder))
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
    return folder


@pytest.fixture
def vault(request: pytest.FixtureRequest, tmp_path: Path) -> Vault:
    """Return the vault that the test's own docstring lays out, as real files."""
    root = tmp_path / "vault"
    root.mkdir()
    write_files(root, files_in(request.function.__doc__ or ""))
    return Vault(root)
