"use strict";
(function () {
  var root = document.documentElement, $ = function (id) { return document.getElementById(id); };
  var data = JSON.parse($("data").textContent), rows = data.rows, size = data.size;
  // Places in a row; what stands at each is told in index_view.py.
  var PAGE = 0, TITLE = 1, OUTLET = 2, AUTHOR = 3, DATE = 4, WORDS = 5, COUNTS = 6, GRADE = 10, SCORE = 11, FOUND = 12;
  var LETTERS = ["n", "a", "o", "u"], MARKS = ["N", "A", "O", "·"];
  var LABELS = ["named", "anonymous", "official", "unattributed"];
  var LEVELS = ["error", "warning", "advice"], SIGNS = ["▲", "◆", "●"];
  var DOWN = { date: 1, words: 1, n: 1, a: 1, o: 1, u: 1, findings: 1 };
  var HOME = { q: "", sort: "date", up: false, page: 0, pick: "" };
  var state = Object.assign({}, HOME), order = [], found = [], texts = null, sortedBy = "";
  var collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  root.classList.add("js");

  function plain(text) { return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase(); }
  function total(row) { return row[COUNTS] + row[COUNTS + 1] + row[COUNTS + 2] + row[COUNTS + 3]; }
  function half(number) {  // to the even one, as the rest of the page is rounded
    var near = Math.round(number);
    return number % 1 === 0.5 && near % 2 ? near - 1 : near;
  }
  function percent(count, all) {
    if (!(count > 0 && count < all)) { return count ? "100%" : "0%"; }
    return 100 * count < all ? "<1%" : Math.min(99, half(100 * count / all)) + "%";
  }

  // What an article is sorted by; null stands last in either order.
  function keyOf(row, by) {
    var place = LETTERS.indexOf(by), all;
    if (by === "title") { return row[TITLE]; }
    if (by === "outlet") { return data.outlets[row[OUTLET]] || null; }
    if (by === "author") { return data.authors[row[AUTHOR]] || null; }
    if (by === "date") { return row[DATE] || null; }
    if (by === "words") { return row[WORDS]; }
    if (by === "grade") { return row[SCORE] < 0 ? null : -row[SCORE]; }
    if (by === "findings") { return row[FOUND] * 1e8 + row[FOUND + 1] * 1e4 + row[FOUND + 2]; }
    all = total(row);
    return all ? row[COUNTS + place] / all : null;
  }

  // Names are compared once each, not once a comparison: collation is slow.
  function ranks(names) {
    var known = Array.from(names.keys()).sort(function (a, b) { return collator.compare(names[a], names[b]) || a - b; });
    var rank = [];
    known.forEach(function (place, n) { rank[place] = n && !collator.compare(names[place], names[known[n - 1]]) ? rank[known[n - 1]] : n; });
    return rank;
  }

  function sort() {
    var wanted = state.sort + state.up, keys, rank;
    if (wanted === sortedBy) { return; }
    keys = rows.map(function (row) { return keyOf(row, state.sort); });
    if (/^(title|outlet|author)$/.test(state.sort)) {
      rank = ranks(keys.map(function (key) { return key || ""; }));
      keys = keys.map(function (key, n) { return key === null ? null : rank[n]; });
    }
    order = Array.from(rows.keys()).sort(function (a, b) {
      var x = keys[a], y = keys[b];
      if (x === null || y === null) { return (x === null) - (y === null) || a - b; }
      return ((x > y) - (x < y)) * (state.up ? 1 : -1) || a - b;
    });
    sortedBy = wanted;
  }

  function picked() {
    var kind = state.pick[0], value = state.pick.slice(1), at = 0, inside = new Set();
    if (kind === "o") { return function (n) { return rows[n][OUTLET] === +value; }; }
    if (kind === "a") { return function (n) { return rows[n][AUTHOR] === +value; }; }
    if (kind === "m") { return function (n) { return rows[n][DATE].indexOf(value) === 0; }; }
    if (kind === "l" && data.links[value]) {
      data.links[value].forEach(function (gap) { at += gap; inside.add(at); });
      return function (n) { return inside.has(n); };
    }
    return null;
  }

  function filter() {
    var words = plain(state.q).split(/\s+/).filter(Boolean), inside = picked();
    if (words.length && !texts) {
      texts = rows.map(function (row) {
        return plain([row[TITLE], data.outlets[row[OUTLET]], data.authors[row[AUTHOR]], row[DATE], row[PAGE]].join("\n"));
      });
    }
    found = order.filter(function (n) {
      return (!inside || inside(n)) && words.every(function (word) { return texts[n].includes(word); });
    });
  }

  function element(name, attributes, children) {
    var made = document.createElement(name);
    Object.keys(attributes).forEach(function (key) { made.setAttribute(key, attributes[key]); });
    made.append.apply(made, children || []);
    return made;
  }
  function drawn(name, attributes) {
    var made = document.createElementNS("http://www.w3.org/2000/svg", name);
    Object.keys(attributes).forEach(function (key) { made.setAttribute(key, attributes[key]); });
    return made;
  }

  function shareBar(row) {
    var all = total(row), done = 0, told = [], svg = drawn("svg", { "class": "sharebar", height: 12, role: "img" });
    LETTERS.forEach(function (letter, n) {
      var share = 100 * row[COUNTS + n] / all;
      if (!share) { return; }
      var where = { x: done.toFixed(2) + "%", width: share.toFixed(2) + "%", height: 12 };
      svg.append(drawn("rect", Object.assign({ "class": "b-" + letter }, where)));
      if (letter === "a" || letter === "o") {  // the others have no pattern
        svg.append(drawn("rect", Object.assign({ fill: "url(#p-" + letter + ")" }, where)));
      }
      done += share;
      told.push(LABELS[n] + " " + percent(row[COUNTS + n], all));
    });
    svg.setAttribute("aria-label", told.join(", "));
    return svg;
  }

  function cell(name, children) { return element("td", { role: "cell", "class": name }, children); }

  function tableRow(row) {
    var all = total(row), author = data.authors[row[AUTHOR]];
    var title = row[PAGE] ? element("a", { href: "articles/" + row[PAGE] + ".html" }, [row[TITLE]]) : row[TITLE];
    var shares = all ? [shareBar(row), element("span", { "class": "four", "aria-hidden": "true" }, LETTERS.map(function (letter, n) {
      return element("span", {}, [element("span", { "class": "mk i-" + letter }, [MARKS[n]]), " " + percent(row[COUNTS + n], all)]);
    }))] : ["no sentences"];
    var findings = [];
    LEVELS.forEach(function (level, n) {
      var count = row[FOUND + n];
      if (count) {
        findings.push(element("span", { "class": level }, [
          element("span", { "class": "sign", "aria-hidden": "true" }, [SIGNS[n]]),
          element("span", { "class": "unseen" }, [level + " "]), String(count)]));
      }
    });
    return element("tr", { role: "row" }, [
      element("th", { scope: "row", role: "rowheader" }, [title]),
      cell("who", [data.outlets[row[OUTLET]]].concat(author ? [element("span", { "class": "by" }, [author])] : [])),
      cell("date", [row[DATE]]),
      cell("num", [row[WORDS].toLocaleString("en"), element("span", { "class": "cap", "aria-hidden": "true" }, [" words"])]),
      cell("barcell", shares),
      cell("lettergrade", [element("span", { "class": "cap", "aria-hidden": "true" }, ["Grade "]), element("b", {}, [row[GRADE] || "–"])]),
      cell("tally", findings.length ? findings : [
        element("span", { "class": "cap", "aria-hidden": "true" }, ["Findings: "]), element("span", { "class": "none" }, ["none"])])
    ]);
  }

  function show() {
    var pages, first, shown, chip = $("picked"), word;
    sort();
    filter();
    pages = Math.max(1, Math.ceil(found.length / size));
    state.page = Math.min(Math.max(0, state.page), pages - 1);
    first = state.page * size;
    shown = found.slice(first, first + size);
    $("rows").replaceChildren.apply($("rows"), shown.map(function (n) { return tableRow(rows[n]); }));
    $("nothing").hidden = found.length > 0;
    word = found.length === 1 ? " article" : " articles";
    document.querySelectorAll(".state").forEach(function (told) {
      told.textContent = found.length ? (first + 1).toLocaleString("en") + "–" + (first + shown.length).toLocaleString("en") +
        " of " + found.length.toLocaleString("en") + word : "0 articles";
    });
    document.querySelectorAll(".back-page").forEach(function (b) { b.disabled = state.page === 0; });
    document.querySelectorAll(".next-page").forEach(function (b) { b.disabled = state.page >= pages - 1; });
    document.querySelectorAll("th[data-sort]").forEach(function (th) {
      if (th.dataset.sort === state.sort) { th.setAttribute("aria-sort", state.up ? "ascending" : "descending"); }
      else { th.removeAttribute("aria-sort"); }
      th.firstChild.lastChild.textContent = th.dataset.sort === state.sort ? (state.up ? " ↑" : " ↓") : "";
    });
    $("sort").value = state.sort;
    $("turn").textContent = direction();
    chip.hidden = !state.pick;
    chip.firstElementChild.textContent = label();
    keep();
  }

  function direction() {
    if (/^(title|outlet|author)$/.test(state.sort)) { return state.up ? "↑ A to Z" : "↓ Z to A"; }
    if (state.sort === "date") { return state.up ? "↑ oldest first" : "↓ newest first"; }
    if (state.sort === "grade") { return state.up ? "↑ best first" : "↓ worst first"; }
    return state.up ? "↑ lowest first" : "↓ highest first";
  }

  function label() {
    var button = Array.from(document.querySelectorAll("[data-pick]")).find(function (b) { return b.dataset.pick === state.pick; });
    return button ? button.dataset.label : "";
  }

  // The address keeps what is shown, so that coming back from an article, and passing the address on, shows it again.
  function keep() {
    var kept = new URLSearchParams();
    Object.keys(HOME).forEach(function (key) { if (state[key] !== HOME[key]) { kept.set(key, state[key]); } });
    var hash = kept.toString() ? "#?" + kept : "";
    if (hash !== (location.hash.indexOf("#?") === 0 ? location.hash : "")) {
      try { history.replaceState(null, "", hash || location.pathname + location.search); } catch (error) { /* a frame may forbid it */ }
    }
  }

  function recall() {
    var kept = new URLSearchParams(location.hash.indexOf("#?") === 0 ? location.hash.slice(2) : "");
    var sorts = Array.from($("sort").options).map(function (option) { return option.value; });
    state.q = kept.get("q") || "";
    state.sort = sorts.includes(kept.get("sort")) ? kept.get("sort") : HOME.sort;
    state.up = kept.get("up") === "true";
    state.page = parseInt(kept.get("page"), 10) || 0;
    state.pick = /^(?:[oal]\d+|m\d{4}-\d\d)$/.test(kept.get("pick") || "") ? kept.get("pick") : "";
    $("search").value = state.q;
  }

  function change(changes) { Object.assign(state, { page: 0 }, changes); show(); }
  function sortBy(by) {
    change(by === state.sort ? { up: !state.up } : { sort: by, up: !DOWN[by] });
  }

  document.querySelectorAll("th[data-sort]").forEach(function (th) {
    var button = element("button", { type: "button" }, [th.textContent, element("span", { "aria-hidden": "true" })]);
    button.addEventListener("click", function () { sortBy(th.dataset.sort); });
    th.replaceChildren(button);
  });
  document.querySelectorAll(".pick").forEach(function (name) {
    var button = element("button", { type: "button", "class": "pick" }, [name.textContent]);
    button.dataset.pick = name.dataset.pick;
    button.dataset.label = name.dataset.label;
    button.addEventListener("click", function () {
      $("search").value = "";
      change({ pick: button.dataset.pick, q: "" });
      $("articles").scrollIntoView();
      $("articles").focus({ preventScroll: true });
    });
    name.replaceWith(button);
  });
  $("search").addEventListener("input", function () { change({ q: $("search").value.slice(0, 200) }); });
  $("sort").addEventListener("change", function () { change({ sort: $("sort").value, up: !DOWN[$("sort").value] }); });
  $("turn").addEventListener("click", function () { change({ up: !state.up }); });
  $("unpick").addEventListener("click", function () { change({ pick: "" }); $("search").focus(); });
  document.querySelectorAll(".find").forEach(function (form) {
    form.addEventListener("submit", function (event) { event.preventDefault(); });
  });
  document.querySelectorAll(".pager button").forEach(function (button) {
    button.addEventListener("click", function () {
      change({ page: state.page + (button.classList.contains("next-page") ? 1 : -1) });
      $("articles").scrollIntoView();
    });
  });
  window.addEventListener("hashchange", function () {
    if (location.hash.indexOf("#?") === 0) { recall(); show(); }
  });
  recall();
  show();
})();
