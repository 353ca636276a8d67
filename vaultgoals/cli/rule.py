"""``vaultgoals rule``: what each rule finds, why it matters, and how to fix it."""

from __future__ import annotations

import click

from vaultgoals.cli.terminal import on_terminal, put, say, severity_style
from vaultgoals.rules import RULES, Rule, find_rule
from vaultgoals.rules.documentation import page

_EPILOG = """\b
Examples:
  vaultgoals rule
  vaultgoals rule VG301
  vaultgoals rule unimplemented-spec
"""


@click.command("rule", epilog=_EPILOG)
@click.argument("name", required=False, metavar="[CODE|NAME]")
def command(name: str | None) -> int:
    """Explain one rule, or list them all."""
    if name is None:
        _list(RULES)
        return 0
    text = page(find_rule(name))
    if on_terminal():
        from rich.console import Console
        from rich.markdown import Markdown

        Console().print(Markdown(text))
    else:
        put(text.removesuffix("\n"))
    return 0


def _list(rules: tuple[Rule, ...]) -> None:
    if on_terminal():
        from rich.console import Console
        from rich.table import Table

        table = Table("Code", "Name", "Severity", "Finds")
        for rule in rules:
            colour = severity_style(rule.severity)
            table.add_row(rule.code, rule.name, f"[{colour}]{rule.severity.value}[/]", _first_line(rule))
        Console().print(table)
        return
    for rule in rules:
        say(f"{rule.code}  {rule.name:<20}  {rule.severity.value:<7}  {_first_line(rule)}")


def _first_line(rule: Rule) -> str:
    return rule.doc.strip().partition("\n")[0]
