// The search of an archive without a server: it loads the few files of search/ that hold the words asked for.
// The terms in them are those of publish/export/words.py.
const find = (() => {
  "use strict";
  const here = document.getElementById("ml-found");
  const folder = new URL(here.dataset.mlSearch, location.href);
  const SHOWN = 20;
  const UNSPACED = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]/;
  const TOKEN = /(-?)(?:([a-z]+):)?(?:"([^"]*)"?|([^\s"]+))/gi;
  const FIELDS = { from: "from", by: "from", sender: "from", subject: "subject", s: "subject", list: "list", is: "is", has: "has" };
  const loads = new Map();
  let about = null;

  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  // A script can be loaded from a disk, where a browser lets nothing else be read. Each calls one function of ours.
  function load(name) {
    if (!loads.has(name)) {
      const waiting = {};
      waiting.done = new Promise((resolve, reject) => {
        waiting.resolve = resolve;
        const script = document.createElement("script");
        script.src = new URL(`${name}.js`, folder);
        script.addEventListener("error", () => reject(new Error(name)));
        document.head.append(script);
      });
      loads.set(name, waiting);
    }
    return loads.get(name).done;
  }

  function numbers(coded) {
    let last = 0;
    return coded.split(",").map((step) => (last += parseInt(step, 36)));
  }

  // The notes of a term, or of all terms that begin so.
  async function notes(term, begins) {
    let shelf = 0;
    let end = about.shelves.length - 1;
    while (shelf < end) {
      const middle = Math.ceil((shelf + end) / 2);
      if (about.shelves[middle] <= term) shelf = middle; else end = middle - 1;
    }
    const found = new Set();
    for (; shelf < about.shelves.length; shelf += 1) {
      const lines = `\n${await load(`words-${shelf}`)}\n`;
      let at = lines.indexOf(`\n${term}${begins ? "" : " "}`);
      while (at >= 0) {
        const line = lines.slice(at + 1, lines.indexOf("\n", at + 1));
        for (const number of numbers(line.slice(line.indexOf(" ") + 1))) found.add(number);
        at = begins ? lines.indexOf(`\n${term}`, at + 1) : -1;
      }
      if (!begins || !(about.shelves[shelf + 1] || "").startsWith(term)) break;
    }
    return found;
  }

  const both = (one, other) => (one === null ? other : new Set([...one].filter((number) => other.has(number))));

  // All notes with the words of a text: a name with hyphens as a whole, or else its parts.
  async function withWords(text, field) {
    const before = field ? `${field}:` : "";
    const begins = text.endsWith("*");
    const words = plain(text).match(/[\p{L}\p{N}]+(?:[-._+/@'’][\p{L}\p{N}]+)*/gu) || [];
    let all = null;
    for (const [place, word] of words.entries()) {
      const open = begins && place === words.length - 1;
      const parts = word.match(/[\p{L}\p{N}]+/gu);
      let here = UNSPACED.test(word) ? new Set() : await notes(before + word, open);
      if (!here.size && (parts.length > 1 || UNSPACED.test(word))) {
        here = null;
        for (const part of parts) {
          const pairs = UNSPACED.test(part) ? [...part].slice(0, -1).map((letter, at) => part.slice(at, at + 2)) : [part];
          for (const pair of pairs.length ? pairs : [part]) here = both(here, await notes(before + pair, pair.length < 2));
        }
      }
      all = both(all, here);
    }
    return all;
  }

  // The first note of a day's month: dates are as fine as months here.
  function first(date) {
    const month = date.length === 4 ? `${date}-01` : date.slice(0, 7);
    const entry = about.months.find((each) => each[0] >= month);
    return entry ? entry[1] : about.notes;
  }

  async function search(box) {
    const strange = [];
    let found = null;
    let from = 0;
    let to = about.notes;
    const without = [];
    let either = false;
    for (const [, minus, operator, phrase, word] of box.replace(/[“”„«»]/g, '"').matchAll(TOKEN)) {
      const name = (operator || "").toLowerCase();
      const text = phrase === undefined ? word : phrase;
      if (word === "OR" && !operator && found) { either = true; continue; }
      if (name === "after" || name === "since") { from = Math.max(from, first(text)); continue; }
      if (name === "before" || name === "until") { to = Math.min(to, first(text)); continue; }
      if (["quoted", "sort", "link", "site"].includes(name)) { strange.push(`${name}:${text}`); continue; }
      const hits = FIELDS[name] ? await withWords(text, FIELDS[name]) : await withWords(name ? `${name} ${text}` : text, "");
      if (hits === null) continue;
      if (minus) without.push(hits);
      else if (either) hits.forEach((number) => found.add(number));
      else found = both(found, hits);
      either = false;
    }
    const all = found === null && (from > 0 || to < about.notes || without.length) ? Array.from({ length: about.notes }, (_, n) => n) : [...(found || [])];
    const kept = all.filter((number) => number >= from && number < to && !without.some((hits) => hits.has(number)));
    return { strange, numbers: kept.sort((a, b) => b - a) };
  }

  function element(tag, className, text) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  async function line(number) {
    const cards = await load(`notes-${Math.floor(number / about.cards)}`);
    const [file, subject, sender, list, day, snippet] = cards[number % about.cards];
    const row = element("li", "ml-row");
    row.dataset.mlStep = "";
    const title = element("h2", "ml-row-title");
    const link = element("a", "", subject.trim() || "(no subject)");
    link.href = new URL(`../${file}`, folder);
    title.append(link);
    const snip = element("p", "ml-snippet", snippet);
    snip.dir = "auto";
    row.append(title, element("p", "ml-meta", [sender || "unknown sender", list, day || "no date"].filter(Boolean).join(" · ")), snip);
    return row;
  }

  async function show(box) {
    const answer = await search(box);
    const rows = element("ul", "ml-rows");
    const count = answer.numbers.length;
    const said = element("p", "ml-meta", `${count.toLocaleString("en")} ${count === 1 ? "note" : "notes"}, the newest first`);
    said.setAttribute("role", "status");
    const parts = [said, rows];
    if (answer.strange.length) parts.unshift(element("p", "ml-notice", `Not understood here, and left out: ${answer.strange.join(" ")}`));
    if (!count) parts.push(element("p", "", "Nothing was found. Fewer words may help, or another spelling. A star at the end of a word stands for any ending."));
    const more = element("button", "", "Further notes");
    more.type = "button";
    let shown = 0;
    const further = async () => {
      const next = await Promise.all(answer.numbers.slice(shown, shown + SHOWN).map(line));
      rows.append(...next);
      shown += SHOWN;
      more.hidden = shown >= count;
    };
    more.addEventListener("click", further);
    await further();
    here.replaceChildren(...parts, more); // all at once, so that nothing is read out half
  }

  document.addEventListener("DOMContentLoaded", async () => {
    const box = new URLSearchParams(location.search).get("q") || "";
    document.getElementById("ml-q").value = box;
    if (!box.trim()) return;
    document.title = `${box} · ${document.title}`;
    try {
      about = await load("index");
      await show(box);
    } catch (failure) {
      here.replaceChildren(element("p", "ml-notice", `The search could not be loaded (${failure.message}).`));
    }
  });

  return {
    begin: (told) => loads.get("index").resolve(told),
    words: (number, text) => loads.get(`words-${number}`).resolve(text),
    notes: (number, cards) => loads.get(`notes-${number}`).resolve(cards),
  };
})();
