"""Pages of archives as the programs and sites write them that ``ingest.formats`` knows, of invented people."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

BODY = """Good morning,

&gt;<i> When does the mast on the town hall stand?
</I>
On Friday &amp; not before. See <A HREF="https://example.org/masts?a=1&amp;b=2">https://example.org/masts?a=1&amp;b=2</A>
"""
TEXT = """Good morning,

> When does the mast on the town hall stand?

On Friday & not before. See https://example.org/masts?a=1&b=2
"""


def pipermail(
    body: str = BODY,
    subject: str = "[commons] Masts",
    date: str = "Sat Nov  1 06:49:07 UTC 2025",
    address: str = "ann at example.org",
    name: str = "Ann Example",
    made: str = "commons%40lists.example.org?Subject=Re%3A%20%5Bcommons%5D%20Masts&In-Reply-To=%3Ca%40example.org%3E",
    index: str = "http://lists.example.org/pipermail/commons/2025-November/index.html",
    listinfo: str = "https://lists.example.org/mailman/listinfo/commons",
    charset: str = "us-ascii",
) -> str:
    """A page of Mailman 2.1."""
    return f"""<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
<HTML>
 <HEAD>
   <TITLE> {subject}
   </TITLE>
   <LINK REL="Index" HREF="{index}" >
   <LINK REL="made" HREF="mailto:{made}">
   <META NAME="robots" CONTENT="index,nofollow">
   <META http-equiv="Content-Type" content="text/html; charset={charset}">
   <LINK REL="Previous"  HREF="000122.html">
 </HEAD>
 <BODY BGCOLOR="#ffffff">
   <H1>{subject}</H1>
    <B>{name}</B>
    <A HREF="mailto:{made}"
       TITLE="{subject}">{address}
       </A><BR>
    <I>{date}</I>
    <P><UL>
        <LI>Previous message: <A HREF="000122.html">[commons] Poles
</A></li>
         <LI> <B>Messages sorted by:</B>
              <a href="date.html#123">[ date ]</a>
              <a href="thread.html#123">[ thread ]</a>
         </LI>
       </UL>
    <HR>
<!--beginarticle-->
<PRE>{body}</PRE>

<!--endarticle-->
    <HR>
    <P><UL>
        <!--threads-->
	<LI>Previous message: <A HREF="000122.html">[commons] Poles
</A></li>
       </UL>

<hr>
<a href="{listinfo}">More information about the Commons
mailing list</a><br>
</body></html>
"""


MHONARC_FIELDS = """<ul>
<li><em>To</em>: <a href="mailto:commons@DOMAIN.HIDDEN">commons@xxxxxxxxxxxxxxxxx</a></li>
<li><em>Subject</em>: [commons] Masts</li>
<li><em>From</em>: Ann Example &lt;<a href="mailto:ann@DOMAIN.HIDDEN">ann@xxxxxxxxxxx</a>&gt;</li>
<li><em>Date</em>: Sat, 1 Nov 2025 07:49:07 +0100</li>
<li><em>Archived-at</em>:
 &lt;https://lists.example.org/list/<a href="mailto:commons@DOMAIN.HIDDEN">commons@xxxxxxxxxxxxxxxxx</a>/message/X/&gt;</li>
<li><em>In-reply-to</em>: &lt;<a href="msg00012.html">b@example.org</a>&gt;</li>
<li><em>List-id</em>: The commons &lt;commons.lists.example.org&gt;</li>
<li><em>List-post</em>: &lt;<a href="mailto:commons@lists.example.org">mailto:commons@lists.example.org</a>&gt;</li>
</ul>
"""


def mhonarc(body: str = f"<pre>{BODY}</pre>", fields: str = MHONARC_FIELDS, more: str = "") -> str:
    """A page of MHonArc 2.6 with -spammode; "a-1@example.org" has its hyphen as an entity."""
    return f"""<!-- MHonArc v2.6.19+ -->
<!--X-Subject: [commons] Masts -->
<!--X-From-R13: Oaa Sknzcyr &#60;naaNrknzcyr.bet> -->
<!--X-Date: Sat, 1 Nov 2025 07:50:11 +0100 (CET) -->
<!--X-Message-Id: a&#45;1@example.org -->
<!--X-Content-Type: text/plain -->
<!--X-Reference: c@example.org -->
<!--X-Reference: b@example.org -->
{more}<!--X-Head-End-->
<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN"
        "http://www.w3.org/TR/html4/loose.dtd">
<html>
<head>
<title>[commons] Masts</title>
</head>
<body>
<!--X-Body-Begin-->
<!--X-TopPNI-->
[<a href="msg00012.html">Date Prev</a>][<a href="maillist.html#00013">Date Index</a>]
<!--X-TopPNI-End-->
<!--X-MsgBody-->
<h1>[commons] Masts</h1>
<!--X-Head-of-Message-->
{fields}<!--X-Head-of-Message-End-->
<hr>
<!--X-Body-of-Message-->
{body}
<!--X-Body-of-Message-End-->
<!--X-MsgBody-End-->
<!--X-Follow-Ups-->
<ul><li><strong>Follow-Ups</strong>: <a href="msg00014.html">Re: [commons] Masts</a></li></ul>
<!--X-Follow-Ups-End-->
</body>
</html>
"""


def mail_archive(
    body: str = f"<pre>{BODY}</pre>",
    name: str = "Ann Example",
    posting: str = "commons@lists.example.org",
    end: str = "</div>",
    form: str = '<input type="hidden" name="msgid" value="a-1@example.org">',
) -> str:
    """A page of The Mail Archive: MHonArc's mark stands where the body begins, and none where it ends."""
    search = f"/search?l={posting}&amp;q="
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<title>Re: [commons] Masts</title>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
</head>
<body itemscope itemtype="http://schema.org/WebPage">
<div class="container"><div class="content" role="main">
<div class="msgHead">
<h1><span class="subject"><a href="{search}subject:%22Masts%22" rel="nofollow"><span itemprop="name">Re: [commons]
Masts &amp; poles</span></a></span></h1>
<p class="darkgray font13">
<span class="sender pipe"><a href="{search}from:%22Ann%22" rel="nofollow"><span itemprop="author" itemscope
 itemtype="http://schema.org/Person"><span itemprop="name">{name}</span></span></a></span>
<span class="date"><a href="{search}date:20251101" rel="nofollow">Sat, 1 Nov 2025 07:49:07 +0100</a></span>
</p>
</div>
<div itemprop="articleBody" class="msgBody">
<!--X-Body-of-Message-->
{body}
{end}
<div class="msgButtons margintopdouble"><ul><li><a href="msg00012.html">Previous message</a></li></ul></div>
<div class="tSliceList"><ul><li><span class="subject"><a href="msg00012.html">[commons] Poles</a></span></li></ul></div>
<div class="msgReply"><h2>Reply via email to</h2><form method="POST" action="/mailto.php">{form}</form></div>
</div></div>
</body>
</html>
"""


MARC_TEXT = f"""[prev in list] [next in list] [prev in thread] [next in thread]

List:       commons
Subject:    Re: [commons] Masts & poles
From:       "Example, Ann" <ann () lists ! example ! org>
Date:       2025-11-01 6:49:07
Message-ID: a-1 () example ! org
[Download RAW message or body]

{TEXT}
[prev in list] [next in list] [prev in thread] [next in thread]

Configure | About MARC
"""


def marc(body: str = BODY) -> str:
    """A page of MARC."""
    page = "?l=commons&amp;m=176198000000001"
    return f"""<!DOCTYPE HTML>
<html><head><title>'Re: [commons] Masts' - MARC</title></head><body>
<pre><b>[<a href="{page}&amp;w=2">prev in list</a>] [<a href="{page}&amp;w=2">next in list</a>] [prev in thread] </b>
<font size="+1">
List:       <a href="?l=commons&amp;r=1&amp;w=2">commons</a>
Subject:    <a href="?t=1&amp;r=1&amp;w=2">Re: [commons] Masts &amp; poles</a>
From:       <a href="?a=1&amp;r=1&amp;w=2">"Example, Ann" &lt;ann () lists ! example ! org&gt;</a>
Date:       <a href="?l=commons&amp;r=1&amp;w=2&amp;b=202511">2025-11-01 6:49:07</a>
Message-ID: <a href="?i=a-1%20()%20example%20!%20org">a-1 () example ! org</a></font>
[Download RAW <a href="{page}&amp;q=mbox">message</a> or <a href="{page}&amp;q=raw">body</a>]

{body}
<b>[<a href="{page}&amp;w=2">prev in list</a>] [<a href="{page}&amp;w=2">next in list</a>] [prev in thread] </b></pre>
<center>[ <a href="?q=configure">Configure</a> | <a href="?q=about">About MARC</a> ]</center>
</body></html>
"""


LISTSERV_TEXT = f"""COMMONS Archives
November 2025

COMMONS@LISTS.EXAMPLE.ORG

Options: Use Forum View

Message: [<< First] [< Prev] [Next >] [Last >>]

Print\tReply
Subject:\tRe: [commons] Masts & poles
From:\t"Example, Ann" <[log in to unmask]>
Reply To:\tCommons <[log in to unmask]>
Date:\tSat, 1 Nov 2025 07:49:07 +0100
Content-Type:\tmultipart/mixed
Parts/Attachments:
Parts/Attachments

text/plain (12 lines) , plan.pdf (253 kB)

{TEXT}
Top of Message | Previous Page | Permalink

Advanced Options

Log In
LISTS.EXAMPLE.ORG
"""
LISTSERV_HEAD = (
    ("Subject", "Re: [commons] Masts &amp; poles"),
    ("From", '"Example, Ann" &lt;<a href="/cgi-bin/wa?LOGON=A2%3Dind2511">[log in to unmask]</a>&gt;'),
    ("Reply To", "Commons &lt;[log in to unmask]&gt;"),
    ("Date", "Sat, 1 Nov 2025 07:49:07 +0100"),
    ("Content-Type", "multipart/mixed"),
    (
        "Parts/Attachments",
        '<table><tr><td><img src="p.gif" alt="Parts/Attachments"></td><td>\n'
        '<a href="/cgi-bin/wa?A3=ind2511&amp;L=COMMONS&amp;P=1&amp;T=text%2Fplain;%20charset=utf-8">text/plain</a> (12 lines)\n'
        ', <a href="/cgi-bin/wa?A3=ind2511&amp;L=COMMONS&amp;P=9&amp;T=application%2Fpdf;%20name=%22plan.pdf%22&amp;N=plan.pdf">'
        "plan.pdf</a> (253 kB)</td></tr></table>",
    ),
)


def listserv(body: str = f'<pre style="white-space: pre-wrap">{BODY}</pre>') -> str:
    """A page of LISTSERV."""
    cell = '<td><p class="archive">'
    rows = "\n".join(f"<tr>{cell}<b>{label}:</b></p></td>{cell}{value}</p></td></tr>" for label, value in LISTSERV_HEAD)
    return f"""<!DOCTYPE html>
<html><head><title>LISTSERV - COMMONS Archives</title></head><body>
<h2><a href="/cgi-bin/wa?A0=COMMONS">COMMONS Archives</a></h2>
<table>{rows}</table>
<div>{body}</div>
<p><a href="#TOP">Top of Message</a> | <a href="/cgi-bin/wa?A1=ind2511&amp;L=COMMONS">Previous Page</a>
 | <a href="https://lists.example.org/cgi-bin/wa?A2=COMMONS;5f1a0e.2511">Permalink</a></p>
</body></html>
"""


LISTSERV_LOG = f"""<html><head><title>COMMONS archives -- November 2025 (#3)</title></head><body>
<b>View:</b> <a href="/cgi-bin/wa?A2=ind2511&amp;L=commons&amp;P=R1">Next message</a> | Previous more recent messages
<pre>Date:         Sat, 1 Nov 2025 07:49:07 +0100
Reply-To:     Commons &lt;<a href="/cgi-bin/wa?LOGON=x">[log in to unmask]</a>&gt;
Sender:       Commons &lt;<a href="/cgi-bin/wa?LOGON=x">[log in to unmask]</a>&gt;
From:         "Example, Ann" &lt;<a href="/cgi-bin/wa?LOGON=x">[log in to unmask]</a>&gt;
Subject:      Re: [commons] Masts &amp;
              poles
Content-Type: text/plain; charset=us-ascii

{BODY}</pre>
<p>Back to: <a href="#TOP">Top of message</a> | Previous page | Main COMMONS page</p>
</body></html>
"""


IETF_FIELDS = (
    "Received: from mail.example.org (mail.example.org [192.0.2.1])\n        by lists.example.org; Sat,  1 Nov 2025 07:49:08 +0100",
    'From: "Example, Ann" <ann@lists.example.org>',
    "Date: Sat, 1 Nov 2025 07:49:07 +0100",
    "Message-ID: <a-1@example.org>",
    "References: <c-1@example.org>\n        <b-1@example.org>",
    "Subject: Re: [commons] Masts &\n poles",
    "List-Id: The Commons <commons.lists.example.org>",
)


def ietf(body: str = f'<pre class="wordwrap">{BODY}</pre>', fields: tuple[str, ...] = IETF_FIELDS) -> str:
    """A page of the IETF's Mail Archive."""
    rows = "".join(f"\n        {escape(field)}<br />\n      " for field in fields)
    return f"""<!DOCTYPE html>
<html lang="en"><head><title>Re: [commons] Masts</title></head><body>
<div class="msg-detail">

<div id="msg-body" data-message-url="https://mailarchive.ietf.org/arch/msg/commons/gZ8q-a/" data-reply-url="mailto:x">
    <h3>Re: [commons] Masts</h3>
    <p id="msg-info" class="msg-header"><span id="msg-date" class="pipe">Sat, 01 November  2025 06:49 UTC</span></p>
    <div id="msg-header" class="msg-header">
      <p>
      {rows}
      </p>
    </div>
    <div class="msg-payload">

          {body}

    </div>
    <div>

        <ul class="attachment-list">
          <li><h3><span class="label">Attachment:</span><a href="/arch/attach/commons/pdfx1.pdf"> plan.pdf</a></h3></li>
        </ul>

    </div>
</div> <!-- msg-body -->
<ul id="message-thread"><li><a href="/arch/msg/commons/x/">[commons] Poles</a> Ben Other</li></ul>
</div></body></html>
"""


INBOX_TEXT = f"""commons.lists.example.org archive mirror
 help / color / mirror / Atom feed
* [commons] Masts
@ 2025-11-01  6:49 Ann Example
  2025-11-01  7:00 ` Ben Other
                   ` (2 more replies)
  0 siblings, 2 replies; 3+ messages in thread
From: Ann Example @ 2025-11-01  6:49 UTC (permalink / raw)
  To: commons; +Cc: Ben Other,
\tEve Third

{TEXT}
^ permalink raw reply\t[flat|nested] 3+ messages in thread
* Re: [commons] Masts
  2025-11-01  6:49 [commons] Masts Ann Example
@ 2025-11-01  7:00 ` Ben Other
  2025-11-02  9:30   ` eve@example.com
  0 siblings, 1 reply; 3+ messages in thread
From: Ben Other @ 2025-11-01  7:00 UTC (permalink / raw)
  To: Ann Example; +Cc: commons

Good.

^ permalink raw reply\t[flat|nested] 3+ messages in thread
* Re: [commons] Masts
  2025-11-01  7:00 ` Ben Other
@ 2025-11-02  9:30   ` eve@example.com
  0 siblings, 0 replies; 3+ messages in thread
From: eve@example.com @ 2025-11-02  9:30 UTC (permalink / raw)
  To: Ben Other; +Cc: commons

And high.

^ permalink raw reply\t[flat|nested] 3+ messages in thread
end of thread, other threads:[~2025-11-02  9:30 UTC | newest]

Thread overview: 3+ messages (download: mbox.gz follow: Atom feed
"""


def inbox_thread() -> str:
    """A thread of public-inbox."""
    page = f"<html><head><title>Masts</title></head><body><pre>{escape(INBOX_TEXT, quote=False)}"
    for identifier in ("a-1@example.org", "b%2F2@example.org", "c@example.org"):
        links = f'(<a\nhref="../../{identifier}/">permalink</a> / <a\nhref="../../{identifier}/raw">raw</a>)'
        page = page.replace("(permalink / raw)", links, 1)
    return f"{page}</pre></body></html>\n"


INBOX_ONE = f"""commons.lists.example.org archive mirror
 help / color / mirror / Atom feed
From: Ann Example <ann@example.org>
To: commons@lists.example.org
Cc: Ben Other <ben@example.net>
Subject: [commons] Masts
Date: Sat, 1 Nov 2025 07:49:07 +0100\t[thread overview]
Message-ID: <a-1@example.org> (raw)
In-Reply-To: <b@example.org>

{TEXT}
next  prev parent reply\tother threads:[~2025-11-01  6:49 UTC|newest]

Thread overview: 3+ messages / expand[flat|nested]  mbox.gz  Atom feed  top
"""


def hypermail(
    body: str = f'<pre id="body">\n{BODY}</pre>\n',
    email: str = "ann&#64;example.org",
    identifier: str = "a&#64;example.org",
    parent: str = "b&#64;example.org",
    sent: str = "Sat, 1 Nov 2025 07:49:07 +0100",
    head: str = "",
) -> str:
    """A page of hypermail 2.3."""
    return f"""<!DOCTYPE html>
<html lang="en"><head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<meta name="generator" content="hypermail 2.3.0, see http://www.hypermail-project.org/" />
{head}<title>[commons] Masts from Ann Example on 2025-11-01</title></head>
<body>
<!-- received="Sat Nov  1 06:50:11 2025" -->
<!-- isoreceived="20251101065011" -->
<!-- sent="{sent}" -->
<!-- isosent="20251101064907" -->
<!-- name="Ann Example" -->
<!-- email="{email}" -->
<!-- subject="[commons] Masts &amp; poles" -->
<!-- id="{identifier}" -->
<!-- charset="utf-8" -->
<!-- inreplyto="{parent}" -->
<!-- expires="-1" -->
[ <a href="mailto:commons&#64;lists.example.org?Subject=Re%3A%20Masts&amp;In-Reply-To=%3Ca%40example.org%3E">Respond</a> ]
<!-- body="start" -->
{body}<!-- body="end" -->
<p>This archive was generated by hypermail 2.3.0</p>
</body></html>
"""


def hyperkitty_mail(
    digest: str,
    body: str,
    identifier: str = "a@example.org",
    subject: str = "[commons] Masts",
    name: str = "Ann Example",
    day: str = "1 Nov 2025",
    time: str = "6:49 a.m.",
    senders_time: str = "Nov. 1, 2025, 7:49 a.m.",
    attachments: str = "",
) -> str:
    """A mail as HyperKitty 1.3 draws it; only the first of a day has its day."""
    date = f'<span class="date d-none d-sm-inline">\n  {day}\n </span>' if day else ""
    reply = (
        f"mailto:commons@lists.example.org?Subject=Re%3A%20{quote(subject)}&amp;In-Reply-To=&lt;{quote(identifier)}&gt;"
    )
    permalink = f"/archives/list/commons@lists.example.org/message/{digest}/"
    return f"""<div class="email">
    <div id="{digest}" class="email-header">
        <div class="email-author d-flex">
            <h2 class="name">
                {escape(name)}
            </h2>
        </div>
        <div class="email-date right">
            {date}
            <div class="time">
                <span title="Sender&#x27;s time: {senders_time}">{time}</span>
            </div>
        </div>
    </div>
    <div class="email-body ">
      {body}

    </div>
    {attachments}
    <div class="email-info">
          <a href="{permalink}"
             title="Permalink for this message"><i class="fa fa-link"></i></a>
            <a class="btn btn-sm btn-secondary reply-mailto"
                       href="{reply}"
                       >Use email software</a>
    </div>
</div>
"""


def hyperkitty(*mails: str, head: str = "") -> str:
    """A page of HyperKitty with these mails."""
    return f"""<!DOCTYPE HTML>
<html>
    <head>
        <meta http-equiv="Content-Type" content="text/html; charset=UTF-8" />
        <title>[commons] Masts - commons@lists.example.org</title>
        {head}<link rel="shortcut icon" href="/static/hyperkitty/img/favicon.ico" />
    </head>
    <body>
    <section id="thread-content">
{"".join(mails)}
    </section>
    </body>
</html>
"""


def mod_mbox(text: str, identifier: str = "1A@example.org") -> str:
    """A page of mod_mbox."""
    return """<!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><head><title>Re: The pump</title></head>
<body id="archives"><h1>garden-dev mailing list archives</h1>
<h5><a href="/mod_mbox/garden-dev" title="Back to the list index">List index</a></h5>  <table class="static" id="msgview">
   <thead><tr><th class="title">Message view</th><th class="nav"><a href="#">&laquo;</a> <a href="#">Date</a></th></tr></thead>
   <tbody>
   <tr class="from">
    <td class="left">From</td>
    <td class="right">&quot;Example, Ann&quot; &lt;...@example.org&gt;</td>
   </tr>
   <tr class="subject">
    <td class="left">Subject</td>
    <td class="right">Re: The pump &amp; the well</td>
   </tr>
   <tr class="date">
    <td class="left">Date</td>
    <td class="right">Sat, 01 Nov 2025 06:49:07 GMT</td>
   </tr>
   <tr class="contents"><td colspan="2"><pre>
TEXT</pre></td></tr>
   <tr class="mime"><td class="left">Mime</td><td class="right"><ul>
<li><a href="/mod_mbox/garden-dev/202511.mbox/raw/%3cIDENTIFIER%3e/1">Unnamed text/plain</a> (inline, None, 120 bytes)</li>
<li><a href="/mod_mbox/garden-dev/202511.mbox/raw/%3cIDENTIFIER%3e/2">plan.pdf application/pdf</a> (attachment, 9 bytes)</li>
</ul></td></tr>
   <tr class="raw"><td class="left"></td>
    <td class="right"><a href="/mod_mbox/garden-dev/202511.mbox/raw/%3cIDENTIFIER%3e" rel="nofollow">View raw message</a></td>
   </tr></tbody></table></body></html>""".replace("TEXT", text).replace("IDENTIFIER", identifier)  # fmt: skip
