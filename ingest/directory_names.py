"""Names as the directories of offices have them, as the people whom they name: Lotus Notes, X.400, X.500, VMS Mail."""

from __future__ import annotations

import re

# "Ann Example/Tea/Example", with the domain behind it or without; but "Ann Example/Ben Other" are two
_UNIT = r"/[A-Z0-9][\w.&+-]{0,40}"
_NOTES = re.compile(
    r"([^\W\d_][\w.'’-]{0,40} (?:[\w.'’-]{1,40} ){0,3}[^\W\d_][\w.'’-]{0,40})"
    rf"(?:{_UNIT}|(?:/[A-Z0-9][\w .&+-]{{0,40}}){{2,5}})(?:@[\w .-]{{1,40}})?"
)
# "CN=Ann Example/OU=Tea/O=Example", "CN=Ann Example,OU=Tea,O=Example"
_CANONICAL = re.compile(r"CN=([^/,=]{2,60})(?:[/,] ?(?:OU|O|C|DC|L|ST)=[^/,=]{0,60}){0,8}(?:@[\w .-]{1,40})?", re.I)
_X400 = re.compile(r"[/;]?(G|GN|I|S|SN)=([^/;=@]{1,40})(?=[/;@]|$)", re.I)

# 'TIN::ANN "Ann Example"  6-OCT-1995 01:23:25.83' inside DEC, "Ann Example  06-Oct-1995 0123" where its gateway let it out
_NODES = re.compile(r'(?:[A-Z0-9$_-]{1,30}::){1,4}(?:[A-Z0-9$_-]{1,30})?(?: ?"([^"]{0,60})")?.*')
_STAMP = re.compile(r" \d{1,2}-[A-Za-z]{3}-\d{4} \d{4}(?: [+-]\d{4})?$")


def person_of(name: str) -> str:
    """The person whom a directory's name names; another name as it is.

    >>> person_of("Ann Example/Tea/Example"), person_of("CN=Ann Example/O=Example"), person_of("/G=Ann/S=Example/O=TEA/")
    ('Ann Example', 'Ann Example', 'Ann Example')
    >>> person_of('TIN::ANN "Ann Example" 6-OCT-1995 01:23:25.83'), person_of("Ann Example 06-Oct-1995 0123")
    ('Ann Example', 'Ann Example')
    """
    if "::" in name and (of_node := _NODES.fullmatch(name)):
        return of_node[1] or ""
    if name[-1:].isdecimal():
        name = _STAMP.sub("", name)
    if "/" not in name and "=" not in name:
        return name
    if found := _CANONICAL.fullmatch(name) or _NOTES.fullmatch(name):
        last = found[1].rpartition(" ")[2]
        is_unit = last.isupper() and len(last) > 1 and not found[1].isupper()  # "Ann Example TEA/EX"
        return name if is_unit else found[1]
    parts = {key.upper()[0]: value for key, value in _X400.findall(name)}
    return f"{parts['G']} {parts['S']}" if {"G", "S"} <= parts.keys() else name
