// What a keyboard gains on our pages; nothing here is needed to use them.
"use strict";
(() => {
  const isTyping = target => target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]") !== null;
  const rows = () => [...document.querySelectorAll("tr[data-href], li[data-href]")];
  const choose = row => {
    rows().forEach(other => other.setAttribute("aria-selected", String(other === row)));
    const link = row.querySelector("a[href]");
    if (link) link.focus();
    row.scrollIntoView({ block: "nearest" });
  };

  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && isTyping(event.target)) return event.target.blur();
    if (isTyping(event.target)) return;
    if (event.key === "/") {
      const search = document.querySelector("[data-hotkey='/']");
      if (search) { event.preventDefault(); search.focus(); search.select(); }
      return;
    }

    // From the line one is in; where one is in none, from the one that was chosen.
    const all = rows(), own = all.indexOf(event.target.closest("[data-href]")), at = own >= 0 ? own : all.findIndex(row => row.getAttribute("aria-selected") === "true");
    if (all.length === 0) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choose(all[Math.min(Math.max(at + (event.key === "ArrowDown" ? 1 : -1), 0), all.length - 1)]);
    } else if (event.key === "Enter" && at >= 0 && event.target.closest("a, button, input, summary") === null) {
      location.href = all[at].dataset.href;
    }
  });

  // A row is its link.
  document.addEventListener("click", event => {
    const row = event.target.closest("[data-href]");
    if (row && event.target.closest("a, button, input, label, summary") === null && String(getSelection()) === "") location.href = row.dataset.href;
  });

  // A filter that was left empty is not in the address.
  document.addEventListener("submit", event => {
    const form = event.target;
    if (form.matches("[data-filter]")) for (const field of form.elements) if (field.name && field.value === "") field.disabled = true;
    if (form.matches("[data-once]")) {
      if (form.dataset.sent) return event.preventDefault();
      form.dataset.sent = "yes";
    }
  });
  addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-filter] [disabled]").forEach(field => { field.disabled = false; });
    document.querySelectorAll("form[data-once]").forEach(form => { delete form.dataset.sent; });
  });

  // The check tells how far it is; where it cannot be followed, the page does it whole.
  document.querySelectorAll("form[data-verify]").forEach(form => form.addEventListener("submit", async event => {
    event.preventDefault();
    const { verify, progress, whole, broken } = form.dataset, place = document.getElementById("verdict"), button = form.querySelector("button");
    const said = (line, far) => progress.replace("{0}", line.checked.toLocaleString()).replace("{1}", far.toLocaleString());
    const bar = document.createElement("progress"), words = document.createElement("p");
    bar.setAttribute("aria-label", button.textContent.trim());
    button.disabled = true;
    place.replaceChildren(bar, words);
    try {
      const answer = await fetch(verify, { credentials: "same-origin" });
      if (!answer.ok) throw new Error(answer.status);
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      let rest = "", last = null;
      for (let part; !(part = await reader.read()).done;) {
        const lines = (rest + part.value).split("\n");
        rest = lines.pop();
        for (const line of lines.filter(Boolean)) {
          last = JSON.parse(line);
          bar.max = Math.max(last.of, 1);
          bar.value = last.checked;
          words.textContent = said(last, last.of);
        }
      }
      if (last?.whole === undefined) throw new Error("cut short");
      const box = document.createElement("div"), title = document.createElement("b"), detail = document.createElement("p");
      box.className = "told " + (last.whole ? "good" : "bad");
      title.textContent = last.whole ? whole : broken;
      detail.textContent = last.text ?? said(last, last.of);
      box.append(title, detail);
      place.replaceChildren(box);
      button.disabled = false;
    } catch {
      form.submit();
    }
  }));

  // On a phone the section one is in is brought into sight.
  document.querySelectorAll(".desk-nav [aria-current], .tabs [aria-current]").forEach(link => {
    const bar = link.parentElement, edge = bar.getBoundingClientRect();
    if (link.getBoundingClientRect().right > edge.right) bar.scrollLeft = link.getBoundingClientRect().left - edge.left - 16;
  });

  document.querySelectorAll("[data-print]").forEach(button => {
    button.hidden = false;
    button.addEventListener("click", () => print());
  });

  const problem = document.getElementById("problem");
  if (problem) problem.focus();
})();
