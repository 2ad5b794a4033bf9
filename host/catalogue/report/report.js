// Order, filter and search of the contact sheet. What is chosen stands in the address after "#", e.g.
// #sort=gap&flag=empty&q=shoe, so that a view can be passed on as a link.
"use strict";

(() => {
  const form = document.getElementById("controls");
  const list = document.getElementById("cards");
  const shown = document.getElementById("shown");
  const nothing = document.getElementById("nothing");
  const names = ["sort", "status", "flag", "q"];

  // What is missing comes last, whichever way the others go.
  const number = (text) => (text === "" ? -Infinity : Number(text));
  const cards = Array.from(list.children, (element) => ({
    element,
    id: element.dataset.id,
    search: element.dataset.id.toLowerCase(),
    status: element.dataset.status,
    flags: element.dataset.flags.split(" ").filter(Boolean),
    rank: Number(element.dataset.rank),
    certificate: number(element.dataset.certificate),
    gap: number(element.dataset.gap),
    time: number(element.dataset.ms),
  }));

  const largestFirst = (key) => (a, b) => (a[key] === b[key] ? a.rank - b.rank : b[key] - a[key]);
  const orders = {
    "": (a, b) => a.rank - b.rank,
    certificate: largestFirst("certificate"),
    gap: largestFirst("gap"),
    time: largestFirst("time"),
    id: (a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : a.rank - b.rank),
  };

  const flagFits = (card, flag) => {
    if (flag === "") return true;
    if (flag === "any") return card.flags.length > 0;
    if (flag === "none") return card.flags.length === 0 && card.status === "done";
    return card.flags.includes(flag);
  };

  let order = "";  // the page comes in this one

  const show = () => {
    const { sort, status, flag, q } = form.elements;
    const words = q.value.trim().toLowerCase();
    if (sort.value !== order) {
      order = sort.value;
      cards.sort(orders[order]);
      list.append(...cards.map((card) => card.element));
    }
    let count = 0;
    for (const card of cards) {
      const fits = (status.value === "" || card.status === status.value) && flagFits(card, flag.value) &&
        card.search.includes(words);
      card.element.hidden = !fits;
      if (fits) ++count;
    }
    shown.textContent = count === cards.length ? `${count} shown` : `${count} of ${cards.length} shown`;
    nothing.hidden = count > 0;
  };

  const toAddress = () => {
    const parameters = new URLSearchParams();
    for (const name of names) {
      if (form.elements[name].value !== "") parameters.set(name, form.elements[name].value);
    }
    const text = parameters.toString();
    history.replaceState(null, "", text === "" ? location.pathname + location.search : "#" + text);
  };

  const fromAddress = () => {
    const parameters = new URLSearchParams(location.hash.slice(1));
    for (const name of names) {
      const control = form.elements[name];
      control.value = parameters.get(name) ?? "";
      if (control.selectedIndex === -1) control.value = "";  // a word that is no choice
    }
    show();
  };

  form.addEventListener("input", () => {
    show();
    toAddress();
  });
  form.addEventListener("reset", () => setTimeout(() => {
    show();
    toAddress();
  }));
  form.addEventListener("submit", (event) => event.preventDefault());

  // A link to a view of the sheet leads to the sheet.
  window.addEventListener("hashchange", () => {
    if (location.hash.length > 1 && !location.hash.includes("=")) return;  // to a place of the page
    fromAddress();
    if (location.hash.length > 1) form.scrollIntoView({ block: "start" });
  });

  form.hidden = false;
  fromAddress();
})();
