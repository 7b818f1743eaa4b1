import io
import json
import math
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from sim.document import DEEPEST, DocumentError, Place, Problem, dotted, parse, read_document
from sim.scalars import did_you_mean, resolve
from sim.texts import LARGEST

GOOD = """\
schema: 1  # a comment
clock: {start: 2024-01, months: 84}
world:
  regions:
    east:
      weight: 11.0
policy:
  levers:
    - lever: points_system
      intensity: .8
    - online_assembly
title: {zh: 试点先行, en: "Phased pilots"}
empty:
"""


def problems(text: str) -> list[str]:
    with pytest.raises(DocumentError) as caught:
        parse(text, "f.yaml")
    return [str(problem) for problem in caught.value.problems]


def test_a_scenario_becomes_a_plain_tree() -> None:
    assert parse(GOOD, "f.yaml").tree == {
        "schema": 1,
        "clock": {"start": "2024-01", "months": 84},
        "world": {"regions": {"east": {"weight": 11.0}}},
        "policy": {"levers": [{"lever": "points_system", "intensity": 0.8}, "online_assembly"]},
        "title": {"zh": "试点先行", "en": "Phased pilots"},
        "empty": None,
    }


def test_keys_items_and_values_know_their_places() -> None:
    document = parse(GOOD, "f.yaml")
    assert document.places["world", "regions", "east", "weight"] == Place("f.yaml", 6, 7)
    assert document.values["world", "regions", "east", "weight"] == Place("f.yaml", 6, 15)
    assert document.places["policy", "levers", 1] == Place("f.yaml", 11, 7)
    assert document.places["clock", "months"] == Place("f.yaml", 2, 25)


def test_what_is_missing_is_placed_at_the_nearest_part_above() -> None:
    document = parse(GOOD, "f.yaml")
    assert document.place(("world", "regions", "east", "counties", 3)) == Place("f.yaml", 5, 5)
    assert document.place(("nowhere",)) == Place("f.yaml", 1, 1)
    problem = document.problem(("policy", "levers", 0, "from"), "missing")
    assert str(problem) == "f.yaml:9:7 policy.levers[0].from: missing"


def test_scalars_mean_what_yaml_1_2_says() -> None:
    words = ["true", "False", "null", "~", "", "yes", "off", "84", "-3", "+5", "0", "-0.5", "1e3", "5.", ".5E-2"]
    meant = [True, False, None, None, None, "yes", "off", 84, -3, 5, 0, -0.5, 1000.0, 5.0, 0.005]
    assert [resolve(word) for word in words] == meant
    texts = ["2024-01", "2024-01-31", "12:30", "35%", "1.2.3", "0.0.1", "e5", ".", "-", "12 months", "1e"]
    assert [resolve(text) for text in texts] == texts


def test_quoted_and_block_scalars_are_text() -> None:
    text = "a: \"1\"\nb: 'true'\nc: |\n  1\n  2\nd: >-\n  3\n\"010\": ''\n"
    assert parse(text, "f").tree == {"a": "1", "b": "true", "c": "1\n2\n", "d": "3", "010": ""}


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("", ["f.yaml:1:1: the file is empty"]),
        ("\n# only a comment\n", ["f.yaml:1:1: the file is empty"]),
        ("---\n", ["f.yaml:2:1: the document is empty"]),
        ("a: 1\n---\nb: 2\n", ["f.yaml:2:1: a second document"]),
        ("%YAML 1.1\n---\na: 1\n", ["f.yaml:2:1: directives"]),
        ("a:\n\tb: 1\n", ["f.yaml:2:1: a tab stands here"]),
        ("a: b: c\n", ["f.yaml:1:5: not valid YAML"]),
        ("a: [1, 2\n", ["f.yaml:1:4: the bracket opened here is not closed"]),
        ('x: 1\na: "open\n\n\n', ["f.yaml:2:4: the quote that is opened here is never closed"]),
        ("a:\n  b: 1\n\u3000\u3000c: 2\nd: 3\ne: 4\n  f: 5\n", ["f.yaml:6:4: not valid YAML: mapping values"]),
        ("a:\n\u3000\u3000b: 1\n  c: 2\n", ["f.yaml:2:1: this line is indented with a full-width"]),
        ("a: @x\n", ["f.yaml:1:4: not valid YAML: found character '@'"]),
        ("a: x\x01\n", ["f.yaml:1:5: a control character"]),
        ('a:\n  b: "\\ud800"\n', ["f.yaml:2:6 a.b: a control character is written"]),
        ('a: "\\U00ffffff"\n', ["f.yaml:1:2: not valid YAML"]),
        ("x:\n  a: .nan\n  b: -.inf\n", ["f.yaml:2:6 x.a: `.nan`", "f.yaml:3:6 x.b: `-.inf`"]),
        ("a: 010\nb: 00.5\n", ["f.yaml:1:4 a: `010` begins with 0", "f.yaml:2:4 b: `00.5` begins"]),
        ("a: 0x1F\n", ["f.yaml:1:4 a: `0x1F` is not decimal: write 31"]),
        ("a: 500_000\nb: 1,000\n", ["f.yaml:1:4 a: `500_000` is text to YAML: write 500000", "f.yaml:2:4 b: "]),
        ("a: 1e999\n", ["f.yaml:1:4 a: `1e999` is larger"]),
        (f"a: {'9' * 309}\n", ["f.yaml:1:4 a: `99999999999999999999...` is larger"]),
        ("a: &x 1\nb: *x\n", ["f.yaml:1:4 a: anchor &x", "f.yaml:2:4 b: alias *x"]),
        ("a: !!str 1\nb: !x {}\n", ["f.yaml:1:4 a: tag !!str", "f.yaml:2:4 b: tag !x"]),
        ("<<: {a: 1}\n", ["f.yaml:1:1: merge keys"]),
        ("1: a\ntrue: b\n: c\n", ["f.yaml:1:1: the key `1`", "f.yaml:2:1: the key `true`", "f.yaml:3:1: a key is"]),
        ("? [a, b]\n: 1\n", ["f.yaml:1:3: a key must be plain text"]),
    ],
)
def test_what_is_not_plain_is_refused_with_its_place(text: str, starts: list[str]) -> None:
    found = problems(text)
    assert len(found) == len(starts)
    for problem, start in zip(found, starts, strict=True):
        assert problem.startswith(start)
        assert "\n" not in problem


def test_every_duplicate_key_is_reported_with_the_line_of_the_first() -> None:
    assert problems("a: 1\nb: {c: 1, c: 2}\na:\n  d: 1\n  d: .nan\nb: 3\n") == [
        "f.yaml:2:11 b.c: `c` stands twice in this mapping, first in line 2",
        "f.yaml:3:1 a: `a` stands twice in this mapping, first in line 1",
        "f.yaml:5:3 a.d: `d` stands twice in this mapping, first in line 4",
        "f.yaml:5:6 a.d: `.nan` is no number of this world: write a finite one",
        "f.yaml:6:1 b: `b` stands twice in this mapping, first in line 2",
    ]


def test_problems_before_a_syntax_error_are_reported_with_it() -> None:
    assert [line.split(":")[1] for line in problems("a: 1\na: 2\nb: [1\n")] == ["2", "3"]


@pytest.mark.parametrize("deep", ["[" * 4000, "{" * 4000, "- " * 4000, "? " * 4000, "a: [" + "[" * 3999])
def test_deep_nesting_is_refused_in_one_line_before_it_recurses(deep: str) -> None:
    found = problems(deep)
    assert len(found) == 1
    assert found[0].endswith("nested deeper than the 40 levels that are read")


def test_the_deepest_nesting_is_still_read() -> None:
    tree = parse("[" * DEEPEST + "]" * DEEPEST, "f").tree
    assert str(tree) == "[" * DEEPEST + "]" * DEEPEST
    assert len(problems("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1))) == 1


def test_a_large_text_is_refused_unread() -> None:
    assert problems("a" * (LARGEST + 1)) == ["f.yaml:1:1: larger than the 256 kB that are read"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"a" * (LARGEST + 1), ": cannot be read: larger than the 256 kB"),
        (b"a: 1\nb: \xff\xfe\n", ":2:4: not UTF-8 text"),
        (b"", ":1:1: the file is empty"),
    ],
)
def test_a_file_that_is_no_text_is_refused(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "f.yaml"
    path.write_bytes(content)
    with pytest.raises(DocumentError) as caught:
        read_document(path)
    assert str(caught.value).startswith(f"{path}{says}")


@pytest.mark.parametrize(("encoding", "name"), [("gbk", "GB18030"), ("utf-16", "UTF-16")])
def test_another_encoding_is_read_with_a_note_that_names_it(tmp_path: Path, encoding: str, name: str) -> None:
    (tmp_path / "f.yaml").write_bytes("改居: 村\n".encode(encoding))
    document = read_document(tmp_path / "f.yaml")
    assert document.tree == {"改居": "村"}
    assert [f"it was read as {name}" in str(note) for note in document.notes] == [True]


def test_a_directory_and_a_missing_file_are_refused_in_one_line(tmp_path: Path) -> None:
    for path, says in [(tmp_path, "directory"), (tmp_path / "no.yaml", "No such file"), (Path("a\0b"), "null")]:
        with pytest.raises(DocumentError, match=says) as caught:
            read_document(path)
        assert len(caught.value.problems) == 1


def test_a_byte_order_mark_and_windows_line_ends_shift_nothing(tmp_path: Path) -> None:
    (tmp_path / "f.yaml").write_bytes(b"\xef\xbb\xbfa: 1\r\nb:\r\n  c: 2\r\n")
    document = read_document(tmp_path / "f.yaml")
    assert document.tree == {"a": 1, "b": {"c": 2}}
    assert (document.places["a",].column, document.places["b", "c"].line) == (1, 3)


def test_an_error_survives_the_way_back_from_a_worker() -> None:
    with pytest.raises(DocumentError) as caught:
        parse("a: .nan", "f")
    assert pickle.loads(pickle.dumps(caught.value)).problems == caught.value.problems


def test_a_misspelt_word_is_answered_with_the_nearest() -> None:
    assert did_you_mean("villags", ["villages", "counties"]) == ", did you mean `villages`?"
    assert did_you_mean("xyz", ["villages", "counties"]) == ""


def test_a_path_is_written_as_a_modeller_says_it() -> None:
    assert dotted(()) == ""
    assert dotted((0, "a", 1, 2)) == "[0].a[1][2]"


TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Signs that turn the direction of writing: refused in files."""
TEXTS = st.text(
    st.characters(
        min_codepoint=32, exclude_categories=["Cs", "Cn", "Co", "Cc", "Zl", "Zp"], exclude_characters=TURNING
    ),
    max_size=20,
)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63) + 1, 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS
    | st.sampled_from(
        ["010", "1_000", ".nan", "<<", "true", "null", "~", "2024-01", "0x1F", "- a", "a: b", "# c", "&a"]
    )
)
TREES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4))


def paths(tree: Any, path: tuple[str | int, ...] = ()) -> set[tuple[str | int, ...]]:
    pairs = enumerate(tree) if isinstance(tree, list) else tree.items() if isinstance(tree, dict) else ()
    return {path}.union(*(paths(value, (*path, key)) for key, value in pairs))


def same(a: Any, b: Any) -> bool:
    if isinstance(a, float) and isinstance(b, float):
        return a == b and math.copysign(1, a) == math.copysign(1, b)
    if isinstance(a, dict) and isinstance(b, dict):
        return list(a) == list(b) and all(same(a[key], b[key]) for key in a)
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(same, a, b))
    return type(a) is type(b) and bool(a == b)


def as_yaml(tree: Any) -> str:
    writer = YAML(typ="safe", pure=True)
    writer.default_flow_style = False
    writer.sort_base_mapping_type_on_output = False  # type: ignore[assignment]  # declared as None, meant as a flag
    stream = io.StringIO()
    writer.dump(tree, stream)
    return stream.getvalue()


def as_json(tree: Any) -> str:
    return json.dumps(tree, ensure_ascii=False)


@pytest.mark.parametrize("write", [as_yaml, as_json])
@given(tree=TREES)
def test_any_plain_tree_comes_back_as_it_was_written(write: Callable[[Any], str], tree: Any) -> None:
    document = parse(write(tree), "f")
    assert same(document.tree, tree)
    assert set(document.places) == set(document.values) == paths(tree)


@given(st.text(max_size=60) | st.text("ab:-[]{},&*!|>'\"%@#?~ \n\t.01", max_size=60))
def test_any_text_is_read_or_refused_with_a_place_inside_it(text: str) -> None:
    for problem in refusals(text):
        assert 1 <= problem.line <= len(text) + 2
        assert 1 <= problem.column <= len(text) + 2
        assert "\n" not in str(problem)


def refusals(text: str) -> tuple[Problem, ...]:
    try:
        parse(text, "f")
    except DocumentError as error:
        return error.problems or (Problem("f", 0, 0, (), "refused without a reason"),)
    return ()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: 1\nname：mine\nb: 2\n", "write the half-width : , or"),
        ("use: {a: veto，b: 2}\n", "is `，` meant as a sign of YAML?"),
        ('name: "a\nen: "b"\n', "the quote opened in line 1 ends here: is it closed where it should be?"),
        ("use: {cap: 20,000}\n", "so `000` is a key here: write thousands without a comma"),
    ],
)
def test_slips_of_the_keyboard_are_named(text: str, says: str) -> None:
    with pytest.raises(DocumentError) as caught:
        parse(text, "f.yaml")
    assert says in str(caught.value)


def test_a_quote_over_lines_is_no_slip_where_something_else_fails() -> None:
    with pytest.raises(DocumentError) as caught:
        parse('a: "two\n  lines"\nb: 1\nc: d: e\n', "f.yaml")
    assert "quote" not in str(caught.value)


def test_full_width_signs_are_no_slip_in_a_title() -> None:
    assert parse("a: |\n  \u3000x\nb: 1\n", "f.yaml").tree == {"a": "\u3000x\n", "b": 1}
    assert parse("zh: 湖北：先确权，后转改“双试点”  # 甲：乙\n", "f.yaml").tree == {
        "zh": "湖北：先确权，后转改“双试点”"
    }


def test_a_tree_that_is_written_into_leaves_the_next_reading_alone() -> None:
    text = "levers: [{lever: points_system}]"
    parse(text, "f").tree["levers"][0]["intensity"] = 0.5
    assert parse(text, "f").tree == {"levers": [{"lever": "points_system"}]}
