// Small helps for those who have a keyboard; every page works without them.
// "/" goes to the search box, "j" and "k" to the next and previous note.
(() => {
  "use strict";
  const steps = () => [...document.querySelectorAll("[data-ml-step]")];
  const typing = (target) => target.closest("input, select, textarea, [contenteditable]") !== null;

  function step(by) {
    const all = steps();
    if (!all.length) return;
    const here = all.findIndex((one) => one === document.activeElement || one.contains(document.activeElement));
    const next = all[Math.min(Math.max(here + by, 0), all.length - 1)];
    const target = next.matches("article") ? next : next.querySelector("a");
    target.focus({ preventScroll: true });
    next.scrollIntoView({ block: next.matches("article") ? "start" : "nearest" });
  }

  // A button where the page leaves room for it: without script there is none, and the address bar does.
  for (const room of document.querySelectorAll("[data-ml-copy]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "ml-copy";
    button.textContent = "Copy link";
    button.addEventListener("click", async () => {
      button.textContent = (await copied(room.dataset.mlCopy)) ? "Copied" : room.dataset.mlCopy;
      setTimeout(() => { button.textContent = "Copy link"; }, 2500);
    });
    room.append(button);
  }

  async function copied(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return false; // no secure connection, or not allowed: the button then shows the address itself
    }
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "/") {
      const box = document.getElementById("ml-q");
      if (!box) return;
      event.preventDefault();
      box.focus();
      box.select();
    } else if (event.key === "j") {
      step(1);
    } else if (event.key === "k") {
      step(-1);
    }
  });
})();
