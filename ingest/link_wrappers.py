"""Services that put their own address around a link, as data: where each hides the target, and where that was seen.

A line is added here and nowhere else; ``linking.decoding`` knows the forms, ``links`` walks through them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """How a wrapper spells the target."""

    PERCENT = "percent escapes"
    PERCENT_HTML = "percent escapes of text that was HTML"
    DASHES = "- for %, _ for /, then percent escapes of text that was HTML"
    STARS = "* for each byte, the bytes as base64 behind the target"
    BASE64 = "base64url"
    TAGGED_BASE64 = "two letters, then base64url"
    PLAIN = "as it is"
    HOST = "without its scheme; s/ in front for https"
    SEALED = "encrypted, or only a number: cannot be undone offline"


@dataclass(frozen=True, slots=True)
class Wrapper:
    """One kind of wrapped link.

    ``path`` matches what follows the host. The target is its group, or else the first of ``fields`` that the query has.
    ``ends`` are the last characters of a whole link, where the service always writes the same ones: by them a link that
    a line break cut is put together.
    """

    name: str
    hosts: tuple[str, ...]  # with all hosts beneath them
    path: str = ""
    fields: tuple[str, ...] = ()
    form: Form = Form.PERCENT
    ends: tuple[str, ...] = ()


URLDEFENSE = ("urldefense.com", "urldefense.us", "urldefense.proofpoint.com")
SAFELINKS = (
    "safelinks.protection.outlook.com",
    "safelinks.protection.office365.us",
    "safelinks.protection.outlook.cn",
)
META = ("l.facebook.com", "lm.facebook.com", "l.messenger.com")
GOOGLE = "google.*"  # stands for google.com, google.de, google.co.uk ... and the hosts beneath

# Where each was seen: "mail" in real list mail, "vendor" in the vendor's description, "tests" in the published tests of
# a decoder, "named" only spoken of. The more exact path of a host comes first.
WRAPPERS = (
    # gateways that rewrite the links of a mail
    Wrapper("urldefense", URLDEFENSE, r"/v3/__(.*)", form=Form.STARS, ends=("$",)),  # mail, vendor, tests
    Wrapper("urldefense", URLDEFENSE, r"/v2/url", ("u",), Form.DASHES, ("&e=", "&amp;e=")),  # vendor, tests
    Wrapper("urldefense", URLDEFENSE, r"/v1/url", ("u",), Form.PERCENT_HTML),  # vendor, tests
    Wrapper("safelinks", SAFELINKS, "", ("url",), ends=("reserved=0",)),  # mail, tests; all regions and clouds
    Wrapper("safelinks", ("statics.teams.cdn.office.net",), r"/.*safelinks", ("url",)),  # tests; links in Teams
    Wrapper("barracuda", ("linkprotect.cudasvc.com",), "", ("a",)),  # mail, also around file names and code
    Wrapper("fireeye", ("protect2.fireeye.com",), r"/(?:v1/)?url\b", ("u",)),  # mail; the old form has no escapes
    Wrapper("symantec", ("clicktime.symantec.com",), "", ("u",)),  # mail; sealed where "u" is missing
    Wrapper("trendmicro", ("trendmicro.com",), r"/wis/clicktime/", ("url",)),  # tests, also around safelinks
    Wrapper("trendmicro", ("check.trendmicro.com",), "", ("url",)),  # tests
    Wrapper("sophos", ("protection.sophos.com",), "", ("u",), Form.BASE64),  # mail; the newer form with "q" is sealed
    Wrapper("cisco", ("secure-web.cisco.com",), r"/[^/]*(?:/(.+))?"),  # mail; sealed where its last part is cut off
    Wrapper("hornetsecurity", ("hornetsecurity.com",), r"/\?", ("u",)),  # tests
    Wrapper("esvalabs", ("urlsand.esvalabs.com",), "", ("u",)),  # tests
    Wrapper("redirect-url", ("redirect-url.email",), "", ("link",)),  # tests
    # services that send the reader through an address of their own
    Wrapper("google", (GOOGLE,), r"/url\b", ("url", "q")),  # tests
    Wrapper("google", (GOOGLE,), r"/amp/((?:s/)?[^?#]+)", form=Form.HOST),  # tests
    Wrapper("bing", ("bing.com",), r"/ck/a\b", ("u",), Form.TAGGED_BASE64),  # tests
    Wrapper("duckduckgo", ("duckduckgo.com",), r"/l/", ("uddg",)),  # tests
    Wrapper("facebook", META, r"/l\.php", ("u",)),  # tests
    Wrapper("instagram", ("l.instagram.com", "lm.instagram.com"), "", ("u",)),  # tests
    Wrapper("threads", ("l.threads.com", "l.threads.net"), "", ("u",)),  # tests
    Wrapper("whatsapp", ("l.wl.co",), r"/l\b", ("u",)),  # tests
    Wrapper("linkedin", ("linkedin.com",), r"/(?:safety/go|redir/redirect)\b", ("url",)),  # tests
    Wrapper("slack", ("slack-redir.net",), r"/link\b", ("url",)),  # tests
    Wrapper("youtube", ("youtube.com",), r"/redirect\b", ("q",)),  # tests
    Wrapper("reddit", ("out.reddit.com",), "", ("url",)),  # tests
    Wrapper("tumblr", ("t.umblr.com",), r"/redirect\b", ("z",)),  # tests
    Wrapper("vk", ("vk.com",), r"/away\.php", ("to",)),  # tests
    Wrapper("steam", ("steamcommunity.com",), r"/linkfilter/", ("url",)),  # tests
    Wrapper("href.li", ("href.li",), r"/?\?(.+)", form=Form.PLAIN),  # tests
    Wrapper("azure", ("emails.azure.microsoft.com",), r"/redirect/", ("destination",)),  # tests
    Wrapper("awstrack", ("awstrack.me",), r"/L\d/([^/]+)"),  # tests
    # sealed: only the service knows the target
    Wrapper("mimecast", ("mimecast.com",), r"/s/", form=Form.SEALED),  # tests; "domain" names the host, not the page
    Wrapper("emailprotection", ("url.emailprotection.link",), "", form=Form.SEALED),  # mail
    Wrapper("mailchimp", ("list-manage.com",), r"/track/click\b", form=Form.SEALED),  # named
    Wrapper("sendgrid", ("sendgrid.net",), r"/(?:ls|wf)/click\b", form=Form.SEALED),  # named
    Wrapper("t.co", ("t.co",), r"/\w", form=Form.SEALED),  # named
    Wrapper("lnkd.in", ("lnkd.in",), r"/\w", form=Form.SEALED),  # named
    Wrapper("bit.ly", ("bit.ly",), r"/\w", form=Form.SEALED),  # named
)

# host -> its wrappers with their paths compiled, in the order above
BY_HOST: dict[str, list[tuple[Wrapper, re.Pattern[str]]]] = {}
for _wrapper in WRAPPERS:
    for _host in _wrapper.hosts:
        BY_HOST.setdefault(_host, []).append((_wrapper, re.compile(_wrapper.path, re.DOTALL)))

# Where a link ends in running text: blanks, brackets and quotes of markup, quotes and stops of other scripts,
# characters without width.
NOT_IN_LINKS = (
    r"\s<>\"`"
    "\u201c-\u201f\u00ab\u00bb\u2039\u203a"
    "\u3001\u3002\u3008-\u3011\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f"
    "\u200b-\u200f\u2028-\u202e\u2060\ufeff"
)
END_MARKS = ".,;:!?'*|\\\u2018\u2019"  # close a sentence or *bold*, never a link
BRACKETS = {")": "(", "]": "[", "}": "{"}  # close a link only where it opened them
