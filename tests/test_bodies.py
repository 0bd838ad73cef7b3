"""Bodies taken apart: what each client does to a reply or a forward, and the laws that hold for any text."""

import json
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ingest.body import Body, SegmentKind, read_html, read_text

OWN, ATT, QUO, HEAD, FWD, SIG, FOOT = (
    SegmentKind.OWN,
    SegmentKind.ATTRIBUTION,
    SegmentKind.QUOTED,
    SegmentKind.FORWARD_HEADER,
    SegmentKind.FORWARDED,
    SegmentKind.SIGNATURE,
    SegmentKind.FOOTER,
)
ON = "On Thu, Jun 5, 2025 at 10:22 AM Ann <ann@example.org> wrote:\n"
LONG = "> We could meet under the new mast at the harbour, where there is always a"
BLOCK = "From: Ann <ann@example.org>\nSent: Thursday, 5 June 2025 10:22\nTo: Bo <bo@example.org>\nSubject: Tea\n"
MAILMAN = (
    "_______________________________________________\nTea mailing list\nTea@example.org\n"
    "http://example.org/mailman/listinfo/tea\n"
)
MAILMAN3 = (
    "_______________________________________________\nTea mailing list -- tea@example.org\n"
    "To unsubscribe send an email to tea-leave@example.org\n"
)

BODIES = [  # (what the client did, body, kinds of the segments, own text)
    ("plain", "Hello\n\nAnn\n", [OWN], "Hello\n\nAnn"),
    ("nothing", "", [], ""),
    ("blank", "\n \n", [OWN], ""),
    ("interleaved", "> Done?\nYes.\n> Docs?\nNo.\n", [QUO, OWN, QUO, OWN], "Yes.\nNo."),
    (
        "a paragraph that lost its first mark",
        "Good.\n\nWe climb up to the three masts and look for rust and nests that\n> nobody remembers.\n\nI come.\n",
        [OWN, QUO, OWN],
        "Good.\n\nI come.",
    ),
    (
        "a prompt under an error",
        "It says:\n\nError in the call of mast: there is no such thing as a height\n> mast(height)\n\nWhy?\n",
        [OWN, OWN, OWN],
        "It says:\n\nError in the call of mast: there is no such thing as a height\n> mast(height)\n\nWhy?",
    ),
    ("bottom posted", f"{ON}> Done?\n\nYes.\n", [ATT, QUO, OWN], "Yes."),
    (
        "answered from a page of public-inbox",
        "> From: Ann @ 2025-06-05 10:22 UTC (permalink / raw)\n>   To: Bo; +Cc: commons,\n> \tEve\n>\n> Done?\n\nYes.\n",
        [ATT, QUO, OWN],
        "Yes.",
    ),
    (
        "a block over a quote as Apple Mail marks it",
        "Good.\n\n寄件者: Ben Other\n傳送時間: 2020年2月21日 上午 01:02\n收件者: Ann Example\n主旨: Re: Masts\n\n"
        "> On Feb 19, 2020, at 8:06 PM, Ann Example <ann@example.org> wrote:\n>\n"
        "> Is it still good to climb it?\n\nNo I would not recommend that.\n",
        [OWN, ATT, QUO],
        "Good.",
    ),
    (
        "a block over a quote that marks all of it",
        "Good.\n\nFrom: Ben Other <ben@example.net>\nSent: Friday, February 21, 2020 1:02 AM\n"
        "To: Ann Example <ann@example.org>\nSubject: Re: Masts\n\n"
        "> On Feb 19, 2020, at 8:06 PM, Ann Example <ann@example.org> wrote:\n>\n"
        "> > Is it still good to climb it?\n>\n> No.\n\nWhy not?\n",
        [OWN, ATT, QUO, OWN],
        "Good.\n\nWhy not?",
    ),
    (
        "a block with a rule below it",
        "Yes.\n\nFrom: Ann <ann@example.org>\nTo: Bo\nDate: 06/05/2025 10:22 AM\nSubject: Tea\n________________\n\nDone?\n",
        [OWN, ATT, QUO],
        "Yes.",
    ),
    (
        "copied from there",
        "Ann said:\n\nFrom: Ann @ 2025-06-05 10:22 UTC (permalink / raw)\n  To: Bo; +Cc: commons\n\nDone?\n",
        [OWN, ATT, QUO],
        "Ann said:",
    ),
    ("top posted", f"Yes.\n\n{ON}> Done?\n", [OWN, ATT, QUO], "Yes."),
    ("no space after the mark", f"Yes.\n\n{ON}>Done?\n>\n>Ann\n", [OWN, ATT, QUO], "Yes."),
    ("top posted, no marks", f"Yes.\n\n{ON}\nDone?\n\nAnn\n", [OWN, ATT, QUO], "Yes."),
    (
        "wrapped in the address",
        "Yes.\n\nOn Thu, Jun 5, 2025 at 10:22 AM Ann <\nann@example.org> wrote:\n\n> Done?\n",
        [OWN, ATT, QUO],
        "Yes.",
    ),
    (
        "wrapped before the verb",
        "Yes.\n\nOn Thu, Jun 5, 2025 at 10:22 AM Ann <ann@example.org>\nwrote:\n\n> Done?\n",
        [OWN, ATT, QUO],
        "Yes.",
    ),
    (
        "wrapped in the name",
        "Yes.\n\nOn 2025-06-05 10:22, Ann B.\nExample <ann@example.org> wrote:\n> Done?\n",
        [OWN, ATT, QUO],
        "Yes.",
    ),
    (
        "wrapped before the bracket",
        "Yes.\n\ntor. 5. jun. 2025 kl. 10:22 skrev Ann <ann@example.org\n>:\n\n> Done?\n",
        [OWN, ATT, QUO],
        "Yes.",
    ),
    (
        "wrapped over four lines",
        "Yes.\n\nOn Thu, Jun 5, 2025\nat 10:22 AM\nAnn <ann@example.org>\nwrote:\n> Done?\n",
        [OWN, ATT, QUO],
        "Yes.",
    ),
    (
        "in pieces",
        "Yes.\n\nOn Thu, Jun 5, 2025 at 10:22 AM Ann\n\n<\nmailto:Ann <ann@example.org>\n> wrote:\n\nDone?\n",
        [OWN, ATT, QUO],
        "Yes.",
    ),
    (
        "on one line with the text",
        "Yes. On Jun 5, 2025, at 10:22 AM, Ann <ann@example.org> wrote: Done? I think so, mostly.",
        [OWN, ATT, QUO],
        "Yes.",
    ),
    (
        "Apple marks the attribution",
        "Yes.\n\n> On 5 Jun 2025, at 10:22, Ann <ann@example.org> wrote:\n> \n> Done?\n",
        [OWN, ATT, QUO],
        "Yes.",
    ),
    ("name only", "Ann Example wrote:\n> Done?\n\nYes.\n", [ATT, QUO, OWN], "Yes."),
    ("name only before prose", "Ann Example wrote:\nmany letters\n", [OWN], "Ann Example wrote:\nmany letters"),
    ("snipped", f"{ON}[snip]\n> Done?\nYes.\n", [ATT, OWN, QUO, OWN], "[snip]\nYes."),
    ("greeting, then answers", f"Hi Ann,\n\n{ON}\nfirst a word.\n\n> Done?\n\nYes.\n", [OWN, ATT, OWN, QUO, OWN], None),
    ("begins with an attribution, no marks", f"{ON}\nDone?\n\nYes.\n", [ATT, OWN], "Done?\n\nYes."),
    ("Outlook", f"Yes.\n\n{BLOCK}\nDone?\n\nAnn\n", [OWN, ATT, QUO], "Yes."),
    ("Outlook with a rule", f"Yes.\n\n________________________________\n{BLOCK}\nDone?\n", [OWN, ATT, QUO], "Yes."),
    (
        "Outlook bold",
        "Yes.\n\n*Von:* Ann\n*Gesendet:* Montag, 2. Juni 2025 10:22\n*An:* Bo\n*Betreff:* Tee\n\nFertig?\n",
        [OWN, ATT, QUO],
        "Yes.",
    ),
    (
        "labels that lost accents",
        "Oui.\n\nDe : Ann\nEnvoy? : lundi 2 juin 2025 10:22\n? : Bo\nObjet : th?\n\nFini ?\n",
        [OWN, ATT, QUO],
        "Oui.",
    ),
    (
        "labels with blank lines between",
        "Yes.\n\nFrom: Ann\n\nSent: 5 June 2025 10:22\n\nTo: Bo\n\nSubject: Tea\n\nDone?\n",
        [OWN, ATT, QUO],
        "Yes.",
    ),
    ("original message", f"Yes.\n\n-----Original Message-----\n{BLOCK}\nDone?\n", [OWN, ATT, QUO], "Yes."),
    ("original message, no block", "Yes.\n\n----- Original Message -----\n\nDone?\n", [OWN, ATT, QUO], "Yes."),
    (
        "original message glued to its block",
        f"Yes.\n\n-----Original Message-----{BLOCK}\nDone?\n",
        [OWN, ATT, QUO],
        "Yes.",
    ),
    ("forward", f"FYI\n\n---------- Forwarded message ---------\n{BLOCK}\nDone?\n", [OWN, HEAD, FWD], "FYI"),
    (
        "forward with an end",
        "FYI\n\n----- Forwarded message from Ann <ann@example.org> -----\n\nDone?\n\n"
        "----- End forwarded message -----\n\nBo\n",
        [OWN, HEAD, FWD, OWN],
        None,
    ),
    (
        "forward by Apple",
        f"Begin forwarded message:\n\n> {BLOCK.replace(chr(10), chr(10) + '> ')}\n> Done?\n",
        [HEAD, HEAD, FWD],
        "",
    ),
    ("forward of nothing else", f"{BLOCK}\nDone?\n", [HEAD, FWD], ""),
    (
        "forward on one line",
        "-"
        "---- Forwarded Message ----- From: Ann <ann@example.org>"
        "To: Bo <bo@example.org>Sent: Thursday, June 5, 2025, 10:22:00 AM GMT+1Subject: Tea\nDone?\n",
        [HEAD, FWD],
        "",
    ),
    ("a form is no block", "From: 1 May\nTo: 5 May\nDate: any\n", [OWN], None),
    ("prose divider", "------ Enter Feedback Below ------\nGood\n", [OWN], None),
    ("signature", "Yes.\n-- \nAnn\n", [OWN, SIG], "Yes."),
    ("signature without its blank", "Yes.\n\n--\nAnn\n", [OWN, SIG], "Yes."),
    ("two dashes as a divider", "Yes.\n\n--\n\n" + "more\n" * 9, [OWN], None),
    ("all left out", f"Hello,\n\n{ON}[...]\n\nYes.\n", [OWN, ATT, OWN], "Hello,\n\n[...]\n\nYes."),
    (
        "signature apart",
        f"Yes.\n\n--\n\nAnn Example\n\nMasts and more\n\n{ON}> Done?\n>\n> Or\n> not?\n>\n> Bo\n",
        [OWN, SIG, ATT, QUO],
        "Yes.",
    ),
    (
        "prose apart",
        "Yes.\n\n--\n\nThe masts of wood are nearly as high as those of iron are, and so far\n"
        + f"They stand.\n\n{ON}"
        + "> Done?\n" * 5,
        [OWN, ATT, QUO],
        "Yes.\n\n--\n\nThe masts of wood are nearly as high as those of iron are, and so far\nThey stand.",
    ),
    ("phone", f"Yes.\n\nSent from my phone\n\n{ON}> Done?\n", [OWN, SIG, ATT, QUO], "Yes."),
    ("no phone", "Yes.\n\nSent from my desk, it is easier.\n", [OWN], None),
    ("signature between answer and quote", f"Yes.\n-- \nAnn\n\n{ON}> Done?\n", [OWN, SIG, ATT, QUO], "Yes."),
    ("Mailman 2", f"Yes.\n{MAILMAN}", [OWN, FOOT], "Yes."),
    ("Mailman 3", f"Yes.\n{MAILMAN3}", [OWN, FOOT], "Yes."),
    (
        "footer in a quote and after it",
        f"{ON}> Done?\n> {MAILMAN.replace(chr(10), chr(10) + '> ')}\nYes.\n{MAILMAN}",
        [ATT, QUO, OWN, FOOT],
        "Yes.",
    ),
    (
        "footer ends an unmarked quote",
        f"Yes.\n\n{BLOCK}\nDone?\n{MAILMAN}\nBelow too.\n",
        [OWN, ATT, QUO, OWN],
        "Yes.\n\nBelow too.",
    ),
    (
        "archive's note",
        "Yes.\n-------------- next part --------------\nAn HTML attachment was scrubbed...\n"
        "URL: <http://example.org/a>\n",
        [OWN, FOOT],
        "Yes.",
    ),
    (
        "Google Groups",
        'Yes.\n\n-- \nYou received this message because you are subscribed to the Google Groups "Tea" group.\n',
        [OWN, FOOT],
        "Yes.",
    ),
    (
        "gateway's banner",
        f"Yes.\n\n{BLOCK}\nCAUTION: This email originated from outside.\n\nDone?\n",
        [OWN, ATT, QUO],
        "Yes.",
    ),
    ("disclaimer", "Yes.\n\nThis e-mail and any attachments are confidential.\nDelete it.\n", [OWN, FOOT], "Yes."),
    (
        "PGP",
        "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA1\n\nYes.\n-----BEGIN PGP SIGNATURE-----\n\n"
        "abc\n-----END PGP SIGNATURE-----\n",
        [FOOT, OWN, FOOT],
        "Yes.",
    ),
    ("supercite", "Ann Example writes:\nAE> Done?\nAE> Docs?\n\nYes.\n", [ATT, QUO, OWN], "Yes."),
    ("bars", f"{ON}| Done?\n\nYes.\n\n| Docs?\n\nNo.\n", [ATT, QUO, OWN, QUO, OWN], "Yes.\n\nNo."),
    (
        "Outlook for Mac indents",
        f"{ON}\n    Hello,\n    \n    > older\n    Done?\n    Docs?\n\nYes.\n\n    Ann\n    \n",
        [ATT, QUO, OWN, QUO],
        "Yes.",
    ),
    (
        "a block whose labels lost all letters",
        "Yes.\n\n???: Ann Example [mailto:ann at example.org]\n????: 2025?6?5? 10:22\n???: Ben\n??: tea\n??: ??: Masts\n\nDone?\n",
        [OWN, ATT, QUO],
        "Yes.",
    ),
    (
        "Yahoo's web mail, its text behind the attribution",
        "Yes.\n\nAnn Example <ann em example.org> escreveu:  Done?\nAnd the docs?\n",
        [OWN, ATT, QUO],
        "Yes.",
    ),
    ("a name and an address amid words", "Done?\nAsk Ann Example, whose <ann@example.org> is: down.\n", [OWN], None),
    ("questions with colons", "Why?\n???: who knows\n??: nobody\n??: not I\n", [OWN], None),
    ("a console of Python is no quote", "So:\n\n>>> masts.all()\n[1]\n\n>>>\n", [OWN] * 4, None),
    (
        "a console that answers, above a quote",
        f"Look:\n\n> exp(1)\n[1] 2.718\n> f <- function() {{\n+   1 }}\n> f(2)\nError in f(2) : unused\n{ON}> Done?\n> exp(2)\n",
        [OWN, OWN, OWN, OWN, OWN, OWN, OWN, ATT, QUO],
        None,
    ),
    (
        "a console that shows what an object is made of",
        "See:\n> str(x)\n List of 2\n> x$y\nNULL\n> x\n$y\n",
        [OWN] * 7,
        None,
    ),
    ("a console that was quoted", f"{ON}> Done?\n> exp(2)\n> [1] 7.389\n\nYes.\n", [ATT, QUO, OWN], "Yes."),
    (
        "an answer to what was typed",
        f"{ON}> Done?\n\nNo.\n\n> exp(2)\n\n[1] See below.\n",
        [ATT, QUO, OWN, QUO, OWN],
        None,
    ),
    ("a deep quote is one", "> > > > Of oak?\n\nYes.\n", [QUO, OWN], None),
    ("a quote in a quote, with one of its own", "> Of oak.\n>>> Of what?\n\nYes.\n", [QUO, OWN], None),
    ("a console is no quote", "Try this:\n> x <- sum(1:10)\n> print(x)\n[1] 55\n", [OWN, OWN, OWN], None),
    (
        "PGP's dashes",
        "Yes.\n\n- ---------- Forwarded message ----------\n" + BLOCK + "\nDone?\n",
        [OWN, HEAD, FWD],
        "Yes.",
    ),
    ("only a scrubbed part", "An HTML attachment was scrubbed...\nURL: <http://example.org/a>\n", [FOOT], ""),
    ("a table is no quote", "| a | b |\n| 1 | 2 |\n", [OWN], None),
    ("escaped From", "Dear all,\n>From now on we meet at noon.\n", [OWN], None),
    ("invisible mark first", f"\ufeff{ON}\n    Done?\n    Docs?\n", [ATT, QUO], ""),
    ("carriage returns", "> Done?\r\nYes.\r\n", [QUO, OWN], "Yes."),
    ("old Mac line ends", "> Done?\rYes.\r", [QUO, OWN], "Yes."),
    (
        "a first line that lost its mark",
        f"{ON}\nI looked for the kettle all day long and could not find it any\n> more.\n> Where is it?\n\nHere.\n",
        [ATT, QUO, OWN],
        "Here.",
    ),
    (
        "a company's notice",
        "Yes.\n\nTea GmbH; Geschäftsführer: Ann Example; Sitz: Teestadt;\nAmtsgericht Teestadt, HRB 1\n\n"
        "This e-mail is confidential.\n",
        [OWN, FOOT],
        "Yes.",
    ),
    (
        "no company's notice",
        "We founded Tea GmbH.\n\nThis e-mail is confidential.\n",
        [OWN, FOOT],
        "We founded Tea GmbH.",
    ),
    (
        "a sign-off above a company's notice",
        "Yes.\n\n/Ann\nTea GmbH; Geschäftsführer: Bo Example; Sitz: Teestadt; Amtsgericht Teestadt, HRB 1\n\n"
        "This e-mail is confidential.\n",
        [OWN, FOOT],
        "Yes.\n\n/Ann",
    ),
    (
        "a disclaimer, and under it at once what the archive notes",
        f"Yes.\n\n{BLOCK}\nDone?\n\nThis e-mail is confidential.\n-------------- next part --------------\n"
        "An HTML attachment was scrubbed...\nURL: <http://example.org/a>\n",
        [OWN, ATT, QUO, FOOT],
        "Yes.",
    ),
    (
        "Orange's disclaimers",
        "Oui.\n\n____________________\n\nCe message et ses pieces jointes peuvent contenir des informations confidentielles.\n\n"
        "This message and its attachments may contain confidential information.\n",
        [OWN, FOOT],
        "Oui.",
    ),
    (
        "a disclaimer in quotes, known by what it says",
        'Yes.\n\n"DISCLAIMER: This message is proprietary to Tea Ltd and intended solely for the addressee.\n'
        'Delete it if you received it in error."\n',
        [OWN, FOOT],
        "Yes.",
    ),
    (
        "a German disclaimer under a rule, in bold",
        "Ja.\n\n____________________\n*Diese Nachricht ist vertraulich und nur für den Empfänger bestimmt. Sollten Sie sie\n"
        "irrtümlich erhalten haben, löschen Sie sie.*\n",
        [OWN, FOOT],
        "Ja.",
    ),
    (
        "words about a message are no disclaimer",
        "This message is about the recipient of the confidential cup.\n\nThe information is here.\n",
        [OWN],
        None,
    ),
    (
        "a rule about secrets is no disclaimer",
        "The information that is confidential must not be disclosed to an unauthorised recipient; delete it in error.\n",
        [OWN],
        None,
    ),
    (
        "a notice about a list is no disclaimer",
        "This message is to inform all recipients that posts were deleted in error.\n",
        [OWN],
        None,
    ),
    (
        "a mail service's lines",
        "Yes.\n\n____________________\nDo You Yahoo!?\nTired of spam? Take our tea.\nhttp://mail.example.org\n",
        [OWN, FOOT],
        "Yes.",
    ),
    (
        "a virus scanner's lines",
        "Yes.\n\n---\nThis email has been checked for viruses by Teascan.\nhttps://www.example.org\n",
        [OWN, FOOT],
        "Yes.",
    ),
    (
        "Majordomo's rule of two marks",
        "Yes.\n=-=-=-=-=-=-=-=-=-=-=-=-=\ntea mailing list -- Read http://example.org/faq\n"
        "To: tea-request@example.org\n=-=-=-=-=-=-=-=-=-=-=-=-=\n",
        [OWN, FOOT],
        "Yes.",
    ),
    (
        "Proofpoint's banner",
        f"Yes.\n\n{BLOCK}\nDone?\nZjQcmQRYFpfptBannerStart\n\nThis Message Is From an External Sender\n\n"
        "ZjQcmQRYFpfptBannerEnd\nDone?\n",
        [OWN, ATT, QUO],
        "Yes.",
    ),
    (
        "a card under a short rule",
        "Yes.\n\n---\nAnn Example\nann@example.org\n",
        [OWN, SIG],
        "Yes.",
    ),
    (
        "a short rule over a list of names",
        "Yes.\n\n---\nAnn Example\nBo Other\n",
        [OWN],
        "Yes.\n\n---\nAnn Example\nBo Other",
    ),
    (
        "a card under a rule, with PGP's dash, before a quote",
        "Yes.\n\nRGDS\nANN\n- ------------------------------------\nAnn E. Example Teahouse 109 NW Leaf Ave.\n"
        f"\tann at example.org  Tel:+1(541)555-0100\n\n{ON}> Done?\n",
        [OWN, SIG, ATT, QUO],
        "Yes.\n\nRGDS\nANN",
    ),
    (
        "a card between rules, and words below",
        "Yes.\n----------------\nAnn Example, ann@example.org\n----------------\n\nPS: and no.\n",
        [OWN, SIG, OWN],
        "Yes.\n\nPS: and no.",
    ),
    (
        "a log under a rule is no card",
        "Look:\n----------------\nr12 | ann at example.org | 2008\n\nTidy up.\n",
        [OWN],
        None,
    ),
    (
        "NetEase in English",
        'Yes.\n\nAt 2025-06-05 10:22:00, "Ann" <ann@example.org> wrote:\n> Done?\n',
        [OWN, ATT, QUO],
        "Yes.",
    ),
    (
        "Yahoo's rule above an attribution",
        f"Yes.\n\n--------------------------------------------\n{ON}\n Subject: Tea\n\n Done?\n",
        [OWN, ATT, QUO],
        "Yes.",
    ),
    ("a link that lost its mark", f"{ON}> see\n<http://example.org/a>\n> there\nYes.\n", [ATT, QUO, OWN], "Yes."),
    ("a rest that a mailer wrapped", f"{ON}{LONG}\nwind\n> that we like.\nYes.\n", [ATT, QUO, OWN], "Yes."),
    ("a rest wrapped twice", f"{ON}> {LONG}\nstrong\n> wind\n> > that we like.\n\nYes.\n", [ATT, QUO, OWN], "Yes."),
    (
        "a paragraph that was wrapped behind its mark",
        f"{ON}{LONG}\nwind that blows from the sea, and where we have been in the years before\nthe storm.\n>\n> Ann\nYes.\n",
        [ATT, QUO, OWN],
        "Yes.",
    ),
    (
        "an answer of two lines in the middle of a sentence",
        f"{ON}{LONG}\nThere it is, and there it shall stay for all the years that are to come\nnow.\n> wind\n",
        [ATT, QUO, OWN, QUO],
        None,
    ),
    (
        "MH, which quotes with two fields",
        "> Date: Thu, 5 Jun 2025 10:22:00 +0200\n> From: Ann <ann@example.org>\n> Done?\n\nYes.\n",
        [ATT, QUO, OWN],
        "Yes.",
    ),
    ("an answer under a short line", f"{ON}> the new mast\nyes\n> that we like.\n", [ATT, QUO, OWN, QUO], "yes"),
    ("an answer under a sentence", f"{ON}{LONG}.\nyes\n> That we like.\n", [ATT, QUO, OWN, QUO], "yes"),
    ("an answer of one word", f"{ON}{LONG}\nYes.\n> that we like.\n", [ATT, QUO, OWN, QUO], "Yes."),
    (
        "an answer that is a sentence",
        f"{ON}{LONG}\nNo, I disagree.\n> that we like.\n",
        [ATT, QUO, OWN, QUO],
        "No, I disagree.",
    ),
    ("a mark under a word", f"{ON}{LONG}\n  ^^^^ wind\n> that we like.\n", [ATT, QUO, OWN, QUO], "  ^^^^ wind"),
    ("a long answer", f"{ON}{LONG}\nThere it is, and there it shall stay.\n> like.\n", [ATT, QUO, OWN, QUO], None),
]


FRAMED = [  # (what the HTML is, html, own text, names of those quoted)
    (
        "a frame around it all",
        "<blockquote class=gmail_quote>Dear all,<p>we meet.</blockquote>",
        "Dear all,\nwe meet.",
        [],
    ),
    (
        "a frame around answer and quote",
        f"<blockquote class=gmail_quote>Yes.<p>{ON}<blockquote type=cite>Done?</blockquote></blockquote>",
        "Yes.",
        ["Ann"],
    ),
    ("a quote of Ann's alone", f"<blockquote type=cite>{ON}<p>Done?</blockquote>", "", ["Ann"]),
    ("a quote under words", "Yes.<blockquote>Done?</blockquote>", "Yes.", [""]),
]


@pytest.mark.parametrize(("what", "html", "own", "names"), FRAMED, ids=[row[0] for row in FRAMED])
def test_a_blockquote_around_all_of_an_html_body_is_no_quote(what, html, own, names):
    body = read_html(html)
    assert (body.own, [child.name for child in body.children]) == (own, names), what


@pytest.mark.parametrize(("client", "text", "kinds", "own"), BODIES, ids=[row[0] for row in BODIES])
def test_segments_and_own_text(client, text, kinds, own):
    body = read_text(text)
    assert [segment.kind for segment in body.segments] == kinds, client
    assert own is None or body.own == own
    check_laws(text, body)


@pytest.mark.parametrize("text", [row[1] for row in BODIES], ids=[row[0] for row in BODIES])
def test_own_text_read_again_is_the_same(text):
    own = read_text(text).own
    again = read_text(own)
    if not again.children:
        assert again.own + again.signature == own


def check_laws(text: str, body: Body) -> None:
    assert "".join(segment.text for segment in body.segments) == text
    for segment in body.segments:
        assert segment.text
        assert segment.child is None or 0 <= segment.child < len(body.children)
    assert body.own == body.own.rstrip()
    for child in body.children:
        assert child.kind in ("quoted", "forwarded")
        assert child.address == child.address.lower()
        check_laws("".join(segment.text for segment in child.body.segments), child.body)


def test_interleaved_runs_are_one_child():
    body = read_text(f"{ON}> Done?\n>> When?\n\nYes.\n\n> Docs?\n\nNo.\n")
    (ann,) = body.children
    assert (ann.kind, ann.name, ann.address, ann.date) == (
        "quoted",
        "Ann",
        "ann@example.org",
        "Thu, Jun 5, 2025 at 10:22 AM",
    )
    assert ann.body.own.split() == ["Done?", "Docs?"]
    assert [child.body.own for child in ann.body.children] == ["When?"]


def test_nested_attributions_name_nested_children():
    body = read_text(f"Yes.\n\n{ON}> Done?\n>\n> On 4 June 2025 09:00, Bo wrote:\n>> Start!\n>\n")
    (ann,) = body.children
    (bo,) = ann.body.children
    assert (ann.name, ann.body.own) == ("Ann", "Done?")
    assert (bo.name, bo.body.own, str(bo.sent)) == ("Bo", "Start!", "2025-06-04 09:00:00")


def test_an_outlook_thread_is_a_chain():
    older = BLOCK.replace("Ann", "Cy").replace("ann@", "cy@")
    body = read_text(f"Third.\n\n{BLOCK}\nSecond.\n\n{older}\nFirst.\n{MAILMAN}")
    (second,) = body.children
    (first,) = second.body.children
    assert (second.name, second.subject, second.body.own) == ("Ann", "Tea", "Second.")
    assert (first.name, first.body.own) == ("Cy", "First.")
    assert [footer.name for footer in body.footers] == ["mailman2"]


def test_each_footer_ends_one_unmarked_quote():
    inner = f"On 4 June 2025 09:00, Cy <cy@example.org> wrote:\nFirst.\n{MAILMAN3}Second, below.\n"
    body = read_text(f"Third.\n\n{BLOCK}\n{inner}")
    (ann,) = body.children
    assert body.own == "Third."
    assert ann.body.own == "Second, below."
    assert ann.body.children[0].body.own == "First."


def test_footers_are_named():
    names = {
        "mailman2": MAILMAN,
        "mailman3": MAILMAN3,
        "yahoo-groups": "Yahoo! Groups Links\n\n",
        "groups.io": "-=-=-=-=-=-=-=-=-=-=-=-\nGroups.io Links: You receive all messages sent to this group.\n",
        "discourse": "To respond, reply to this email or visit http://example.org/t/1 in your browser.\n",
        "listserv": "To unsubscribe from the TEA list, click here\n",
        "icann-privacy": f"{'_' * 40}\nBy submitting your personal data, you consent to its processing.\n",
    }
    for name, footer in names.items():
        assert [found.name for found in read_text(f"Yes.\n\n{footer}").footers] == [name]


def test_html_quotes_become_children():
    html = (
        '<div dir="ltr">Yes.<br></div><br><div class="gmail_quote"><div class="gmail_attr">On Thu, Jun 5, 2025 at '
        '10:22 AM Ann &lt;<a href="mailto:ann@example.org">ann@example.org</a>&gt; wrote:<br></div>'
        '<blockquote class="gmail_quote" style="border-left:1px solid">Done?<p>Ann</p></blockquote></div>'
    )
    body = read_html(html)
    assert body.own == "Yes."
    assert (body.children[0].address, body.children[0].body.own) == ("ann@example.org", "Done?\nAnn")


def test_answers_inside_a_gmail_quote_stay_own():
    html = (
        '<div class="gmail_quote">On Thu, Jun 5, 2025 at 10:22 AM Ann &lt;ann@example.org&gt; wrote:'
        '<blockquote class="gmail_quote">Done?</blockquote><div>Yes.</div>'
        '<blockquote class="gmail_quote">Docs?</blockquote><div>No.</div></div>'
    )
    body = read_html(html)
    assert body.own == "Yes.\nNo."
    assert body.children[0].body.own == "Done?\nDocs?"


def test_the_deepest_quotes_are_left_flat():
    deep = read_text(">" * 5000 + " deep\n")
    depth = 0
    while deep.children:
        deep, depth = deep.children[0].body, depth + 1
    assert depth == 50
    assert deep.own.endswith("> deep")


def test_mixed_nesting_does_not_overflow():
    lines = "".join(f"{'> ' * depth}{ON}{'> ' * depth}\n{'> ' * depth}word\n" for depth in range(120))
    check_laws(lines, read_text(lines))


line = st.sampled_from([*{part for row in BODIES for part in row[1].splitlines(keepends=True)}])
mark = st.sampled_from(["", "", "", "> ", ">> ", "> > "])


@settings(max_examples=300)
@given(st.lists(st.tuples(mark, line), max_size=25))
@example([("", "Ann Example wrote:\n| 1 | 2 |\n---------- Forwarded message ---------\n")])
def test_laws_hold_for_lines_of_mail(parts):
    text = "".join(mark + line for mark, line in parts)
    check_laws(text, read_text(text))


@given(st.text(max_size=400))
def test_laws_hold_for_any_text(text):
    check_laws(text, read_text(text))


@settings(max_examples=200)
@given(
    st.lists(
        st.sampled_from(
            [
                "<div>",
                "</div>",
                "<blockquote type=cite>",
                "</blockquote>",
                "<br>",
                "<pre>",
                "<td>",
                "x",
                ON,
                "&lt;",
                "<",
                "\0",
                "é",
            ]
        ),
        max_size=40,
    )
)
def test_any_html_is_read(parts):
    body = read_html("".join(parts))
    check_laws("".join(segment.text for segment in body.segments), body)


VECTORS = next(
    (p / "shared/vectors/quotes" for p in Path(__file__).parents if (p / "shared/vectors/quotes").is_dir()), None
)


@pytest.mark.skipif(VECTORS is None, reason="the labelled bodies are not part of the project")
def test_laws_hold_for_labelled_bodies():
    assert VECTORS is not None
    for row in (VECTORS / "replies.jsonl").read_text().splitlines():
        case = json.loads(row)
        if case["kind"] == "text":
            check_laws(case["input"], read_text(case["input"]))


def test_a_rest_that_was_wrapped_stands_in_the_message_it_is_of():
    (ann,) = read_text(f"{ON}> {LONG}\nstrong\n> wind\n> > that we like.\n\nYes.\n").children
    (above,) = ann.body.children
    assert above.body.own.split()[-6:] == ["a", "strong", "wind", "that", "we", "like."]
