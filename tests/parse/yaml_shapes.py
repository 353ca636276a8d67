"""Frontmatter as people and tools write it, made at random: the shapes of real vaults, sound and damaged."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.parse.one_key_judge import BROKEN, EDITABLE, SOUND, STUBBORN
from tests.parse.yaml_constructs import CONSTRUCTS

WORDS = (
    *("x", "two words", "größe", "日本 語", "🎯 a", "it's", 'say "hi"', "a-b", "C:\\x", "50%", "a :b", "a:b"),
    *("no", "on", "Yes", "true", "True", "FALSE", "null", "~", "Null", "NaN", "y", "None", "undefined", ""),
    *("0", "-0", "1", "010", "0755", "0o17", "0x1F", "-0x1", "0b1", "1_000", "+1", "-7", "9" * 17),
    *("1.10", ".5", "5.", "1e3", "1e400", "-1.5E-2", "1e-7", "1.", "0.1", ".inf", "-.INF", ".nan", "12e03"),
    *("12:30", "1:59:59", "2026-11-21", "2026-13-45", "2026-11-21T10:00", "2026-11-21T10:00:00Z"),
    *("2026-11-21 16:20", "11/04/2016", "[[A]]", "[a](b.md)", "http://a.example/x?y=1#z", "mailto:a@b"),
    *("<% tp.x %>", "x#y", "a\u00a0b", "a\u2028b", "a\x85b", "a\ufeff", "e\u0301", "\u200bx"),
    *("\U0001f468\u200d\U0001f4bb", "$= x", "$& $1", "a::b", "a'b", "\u2013", "\u201cq\u201d", "a\tb", "\\n"),
)  # fmt: skip
"""Values that mean the same, or nothing, in whatever place; and odd ones below."""
ODD_WORDS = (
    *("a, b", "1,5", "#x", "[[A]], [[B]]", "[[A|b]] c", "![[A.png]]", "{{date}}", "{{date:YYYY}} {{time}}"),
    *("@ana", "%%x%%", "`code`", "*x*", "&x", "!x", "|", ">", "?", "-", "- x", "a: b", ":x", "::", "'", '"'),
    *("x #y", "x # y", "#", "---", "...", "--", "=", "<<", "[", "]", "}", "a]", "a}", "\ufeffa", "''", '""'),
)  # fmt: skip
KEYS = (
    *("type", "status", "goal", "due", "tags", "aliases", "Status:", "my key", "größe", "🎯", "verified"),
    *("a", "b", "c", "d", "start", "title", "id", "url", "cssclasses", "up", "related", "created", "author"),
    *("1", "010", "1.0", "true", "null", "~", "no", "2026-11-21", "a-b", "_x", "'q'", '"q"', "a'b", "?x"),
    *("-x", "__proto__", "constructor", "<<", "=", "a b  c", "content", "a\u2028b", "{{x}}", "[[x]]"),
)  # fmt: skip
_COMMENTS = ("", "", "", "", "", "", "", "", "", "", "", " # c", "  #c", " #", "\t# c", "#c", " # 'c\"")
_HEADERS = ("|", "|-", "|+", ">", ">-", ">+", "|2", ">1", "|-2", "| # c", ">2-")
_DAMAGE = "\t\n #:-?[]{},&*!|>'\"%@`\\~ax0.\ufeff\u2028"


def block(random: Random) -> str:
    """Return what stands between the fences of one note; its lines end with LF or CRLF."""
    text = random.choice((_sound, _sound, _sound, _mixed, _damaged, _damaged))(random)
    return text.replace("\n", "\r\n") if random.random() < 0.1 else text


def _sound(random: Random) -> str:
    return "".join(_entry(random, "") for _ in range(random.randint(1, 4)))


def _mixed(random: Random) -> str:
    """Return pieces of all kinds, one below the other."""
    kept = [piece for pieces in CONSTRUCTS.values() for piece in pieces]
    pieces = (*SOUND, *BROKEN, *EDITABLE, *STUBBORN, *kept)
    parts = [random.choice(pieces) if random.random() < 0.7 else _entry(random, "") for _ in range(3)]
    return "".join(parts[: random.randint(1, 3)])


def _damaged(random: Random) -> str:
    """Return a sound block after a slip or two of the hand."""
    text = _sound(random)
    for _ in range(random.randint(1, 2)):
        at, gone = random.randrange(len(text) + 1), random.choice((0, 0, 1))
        text = text[:at] + random.choice(_DAMAGE) * random.choice((0, 1, 1, 2)) + text[at + gone :]
    return text if text.endswith("\n") else f"{text}\n"


def _entry(random: Random, indent: str) -> str:
    key = random.choice(KEYS)
    if random.random() < 0.05:
        return random.choice(
            ("\n", f"{indent}# c: d\n", "   # c\n", "  \n", f"{indent}? {key}\n{indent}: x\n")
        )
    colon = random.choice((":", ":", ":", ":", ":", " :", ":  ", ":\t"))
    return f"{indent}{key}{colon}{_value(random, indent)}"


def _value(random: Random, indent: str) -> str:
    kinds: list[tuple[int, Callable[[Random, str], str]]] = [
        (8, _plain),
        (4, _quoted),
        (3, _list),
        (3, _flow),
        (3, _scalar_block),
        (2, _folded),
        (1, _mapping),
        (1, _anchored),
    ]
    chosen = random.choices([kind for _, kind in kinds], [weight for weight, _ in kinds])[0]
    return chosen(random, indent)


def _plain(random: Random, _indent: str) -> str:
    return f"{_blank(random)}{_word(random)}{random.choice(_COMMENTS)}\n"


def _quoted(random: Random, indent: str) -> str:
    return f"{_blank(random)}{_in_quotes(random, indent)}{random.choice(_COMMENTS)}\n"


def _in_quotes(random: Random, indent: str) -> str:
    text = _word(random) + random.choice(("", "", f"\n{indent}  ", f"\n\n{indent} ")) + _word(random)
    if random.random() < 0.5:
        return "'" + text.replace("'", "''") + "'"
    escapes = random.choice(
        ("", "", "\\n", "\\u00e9", "\\x41", "\\\\", '\\"', "\\/", "\\ ", "\\t", "\\e", f"\\\n{indent}  ")
    )
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + escapes + '"'  # fmt: skip


def _list(random: Random, indent: str) -> str:
    inner = indent + random.choice(("", "  ", "  ", " ", "    "))
    items = [
        f"{inner}-{random.choice((' ', ' ', '  ', ''))}{_item(random, inner)}"
        for _ in range(random.randint(1, 4))
    ]
    return random.choice(_COMMENTS) + "\n" + "".join(items)


def _item(random: Random, inner: str) -> str:
    chosen = random.random()
    if chosen < 0.6:
        return f"{_word(random)}{random.choice(_COMMENTS)}\n"
    if chosen < 0.8:
        return f"{_in_quotes(random, inner)}\n"
    return random.choice(
        (f"a: x\n{inner}  b: {_word(random)}\n", "- y\n", "[[A]]\n", "\n", "| \n" + f"{inner}   t\n")
    )


def _flow(random: Random, indent: str) -> str:
    return f"{_blank(random)}{_in_flow(random, indent, 0)}{random.choice(_COMMENTS)}\n"


def _in_flow(random: Random, indent: str, depth: int) -> str:
    parts = []
    for _ in range(random.randrange(4)):
        chosen = random.random()
        if chosen < 0.2 and depth < 2:
            parts.append(_in_flow(random, indent, depth + 1))
        elif chosen < 0.5:
            parts.append(_in_quotes(random, indent))
        else:
            parts.append(_word(random))
    between = random.choice((", ", ",", " , ", f",\n{indent}  "))
    if random.random() < 0.7:
        return f"[{_blank(random)}{between.join(parts)}{random.choice(('', '', ',', ' '))}]"
    return (
        "{"
        + between.join(f"{random.choice('abcd')}{random.choice((': ', ':', ' : '))}{part}" for part in parts)
        + "}"
    )


def _scalar_block(random: Random, indent: str) -> str:
    inner = indent + random.choice((" ", "  ", "    "))
    lines = [
        random.choice((f"{inner}{_word(random)}", f"{inner}  {_word(random)}", "", f"{inner}# c", "  "))
        for _ in range(random.randint(0, 4))
    ]
    return f" {random.choice(_HEADERS)}\n" + "".join(f"{line}\n" for line in lines)


def _folded(random: Random, indent: str) -> str:
    """Return a value that goes on in the lines below."""
    inner = indent + random.choice(("  ", " ", "    ", ""))
    more = "".join(f"{inner}{_word(random)}\n" for _ in range(random.randint(1, 2)))
    return f"{_blank(random)}{_word(random)}\n{random.choice(('', '', chr(10)))}{more}"


def _mapping(random: Random, indent: str) -> str:
    if len(indent) > 4:
        return " x\n"
    return "\n" + "".join(_entry(random, f"{indent}  ") for _ in range(random.randint(1, 3)))


def _anchored(random: Random, _indent: str) -> str:
    word = _word(random)
    return random.choice(
        (f" &a {word}\nb{random.randrange(9)}: *a\n", " *a\n", f" !!str {word}\n", f" ! {word}\n")
    )


def _word(random: Random) -> str:
    return random.choice(WORDS if random.random() < 0.9 else ODD_WORDS)


def _blank(random: Random) -> str:
    return random.choice((" ", " ", " ", " ", " ", "  ", "  ", "\t"))
