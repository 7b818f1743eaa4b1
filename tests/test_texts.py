"""Text in the encodings of Chinese office programs is read as it was meant, and nothing else is taken for it."""

import codecs

import pytest

from sim.texts import decode_text

TABLE = "村名,户数,集体资产（万元）\n李家村,498,968\n塆子镇王埗村,801,1210\n"


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (TABLE.encode(), "UTF-8"),
        (codecs.BOM_UTF8 + TABLE.encode(), "UTF-8"),
        (TABLE.encode("gbk"), "GB18030"),
        (TABLE.encode("gb18030"), "GB18030"),
        (TABLE.encode("utf-16"), "UTF-16"),
        (codecs.BOM_UTF16_BE + TABLE.encode("utf-16-be"), "UTF-16"),
    ],
)
def test_a_table_reads_the_same_in_each_encoding_of_an_office_program(raw: bytes, name: str) -> None:
    assert decode_text(raw) == (TABLE, name)


@pytest.mark.parametrize(
    "raw",
    [
        TABLE.encode().replace("户".encode(), b"\xff", 1),
        TABLE.encode()[:-1] + b"\xe6\x9d",
        "村名,戶數\n李家村,498\n王家莊,801\n".encode("big5"),
        "name,households\nEast Hörn,600\nRésumé,12\n".encode("latin-1"),
        "村の名前,戸数\nひがしいど,600\n".encode("shift-jis"),
        codecs.BOM_UTF16_LE + b"a",
        bytes(range(256)),
    ],
)
def test_other_bytes_are_taken_for_no_text(raw: bytes) -> None:
    with pytest.raises(UnicodeDecodeError):
        decode_text(raw)
