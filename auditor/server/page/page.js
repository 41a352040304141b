"use strict";
(function () {
  var byId = document.getElementById.bind(document);
  var form = byId("ask"), problem = byId("problem"), bar = byId("bar"), report = byId("report");
  var status = byId("status"), dialog = byId("correct"), card = byId("card"), drop = byId("drop");
  var mostBytes = Number(document.body.dataset.bytes), mostCharacters = Number(document.body.dataset.characters);
  // The one place where a string becomes markup: a report that our own server wrote and escaped.
  var policy = window.trustedTypes ?
    window.trustedTypes.createPolicy("report", { createHTML: function (html) { return html; } }) :
    { createHTML: function (html) { return html; } };
  var filters = new CSSStyleSheet();
  document.adoptedStyleSheets = [filters];
  var audited = null, corrections = new Map(), edited = null, unsaved = false, turn = 0, fading = 0;

  // -- asking the server ------------------------------------------------------------------------------------

  function ask(path, body) {
    return fetch(path, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
      credentials: "omit", cache: "no-store", referrerPolicy: "no-referrer"
    }).then(function (response) {
      if (response.ok) { return response; }
      return response.json().catch(function () { return {}; }).then(function (said) {
        var failure = new Error(said.error || "The server answered " + response.status + ".");
        failure.forcible = said.forcible;
        throw failure;
      });
    }, function () { throw new Error("The server does not answer. Is it still running?"); });
  }

  function say(failure) {
    problem.textContent = failure.message;
    if (failure.forcible) {
      var all = document.createElement("button");
      all.type = "button";
      all.textContent = "Audit it all the same";
      all.addEventListener("click", function () { start(true); });
      problem.append(all);
    }
  }

  function busy(on, what) {
    document.documentElement.classList.toggle("busy", on);
    byId("audit").disabled = on;
    report.setAttribute("aria-busy", String(on));
    if (what !== undefined) { tell(what, true); }
  }

  function tell(what, stays) {
    clearTimeout(fading);
    status.textContent = what;
    if (!stays) { fading = setTimeout(function () { status.textContent = ""; }, 8000); }
  }

  // -- what to audit ----------------------------------------------------------------------------------------

  function way() { return form.elements.way.value; }

  function field() { return byId(way()); }

  function showWay() {
    ["text", "file", "link"].forEach(function (name) {
      var part = byId("way-" + name);
      if (part) { part.hidden = name !== way(); }
    });
  }

  function chooseWay(name) {
    form.querySelector("[name=way][value=" + name + "]").checked = true;
    showWay();
  }

  function fileAsBase64(file) {
    return new Promise(function (resolve, reject) {
      var reader = new FileReader();
      reader.onload = function () { resolve(reader.result.slice(reader.result.indexOf(",") + 1)); };
      reader.onerror = function () { reject(new Error("The file cannot be read.")); };
      reader.readAsDataURL(file);
    });
  }

  function wanted() {
    var request = { profile: byId("profile-ask").value };
    ["title", "outlet", "author", "date"].forEach(function (name) {
      var value = byId("f-" + name).value.trim();
      if (value) { request[name] = value; }
    });
    if (way() === "text") {
      var text = byId("text").value;
      if (!text.trim()) { throw new Error("Paste an article first."); }
      if (text.length > 2 * mostCharacters) { throw new Error("The text is too long for this server."); }
      request.text = text;
      return Promise.resolve(request);
    }
    if (way() === "link") {
      request.url = byId("link").value.trim();
      if (!request.url) { throw new Error("Give the address of an article first."); }
      return Promise.resolve(request);
    }
    var file = byId("file").files[0];
    if (!file) { throw new Error("Choose a file first."); }
    if (file.size > mostBytes) {
      throw new Error("The file is too large: it may have " + Math.floor(mostBytes / 1e6) + " MB.");
    }
    return fileAsBase64(file).then(function (data) {
      request.file = { name: file.name, data: data };
      return request;
    });
  }

  function start(force) {
    if (unsaved && !window.confirm("The corrections were not downloaded and will be lost. Go on?")) { return; }
    var mine = ++turn;
    problem.textContent = "";
    try {
      var request = wanted();
    } catch (failure) {
      say(failure);
      field().focus();
      return;
    }
    busy(true, "Auditing …");
    request.then(function (body) {
      if (force) { body.force = true; }
      return ask("/api/audit", body);
    }).then(function (response) { return response.json(); }).then(function (found) {
      if (mine !== turn) { return null; }
      audited = found;
      corrections = new Map();
      unsaved = false;
      byId("profile").value = found.profile;
      return draw(true);
    }).catch(function (failure) {
      if (mine === turn) { say(failure); tell(""); }
    }).finally(function () { if (mine === turn) { busy(false); } });
  }

  // -- the report -------------------------------------------------------------------------------------------

  function reportRequest(format) {
    return {
      articles: audited.articles, model: audited.model, profile: byId("profile").value, format: format,
      table: byId("table").value, corrections: Array.from(corrections.values())
    };
  }

  function draw(first) {
    return ask("/api/report", reportRequest("html")).then(function (response) { return response.text(); })
      .then(function (html) { adopt(html, first); });
  }

  function adopt(html, first) {
    var begin = html.indexOf("<style>"), end = html.indexOf("</style>");
    var bare = html.slice(0, begin) + html.slice(end + "</style>".length);
    var found = new DOMParser().parseFromString(policy.createHTML(bare), "text/html");
    var kept = first ? null : filterState();
    var open = first ? [] : openDetails();
    closeCard();
    var parts = [".defs", "header.top", "main", "footer"].map(function (name) { return found.querySelector(name); });
    var fragment = document.createDocumentFragment();
    parts.forEach(function (part) {
      // The page has a main part of its own, and the report stands inside it.
      var copy = document.createElement(part.localName === "main" ? "div" : part.localName);
      if (part.localName === "svg") { fragment.append(document.importNode(part, true)); return; }
      if (part.localName === "main") { copy.id = "main"; copy.tabIndex = -1; } else if (part.id) { copy.id = part.id; }
      if (part.className) { copy.className = part.className; }
      part.childNodes.forEach(function (node) { copy.append(document.importNode(node, true)); });
      fragment.append(copy);
    });
    takeFilterRules(html.slice(begin + "<style>".length, end));
    report.replaceChildren(fragment);
    addButtons();
    if (kept) { restoreFilter(kept); }
    open.forEach(function (key) { var one = detailsByKey(key); if (one) { one.open = true; } });
    bar.hidden = false;
    byId("entry").hidden = true;
    byId("skip-report").hidden = false;
    byId("undo").hidden = corrections.size === 0;
    document.documentElement.classList.add("shown");
    document.title = found.title + " – Sourcing Auditor";
    if (first) {
      tell("The report is ready.");
      window.scrollTo(0, 0);
      report.focus({ preventScroll: true });
    }
  }

  function takeFilterRules(text) {
    // The look is the page's already; only the rules for this report's own filters are new.
    var all = new CSSStyleSheet();
    all.replaceSync(text);
    filters.replaceSync(Array.from(all.cssRules, function (rule) { return rule.cssText; }).filter(function (rule) {
      return rule.indexOf("body:has(#rule ") === 0 || (rule.indexOf("body:has(#c-") === 0 && rule.indexOf(".mix-") > 0);
    }).join("\n"));
  }

  function closeCard() {
    // By its own button, so that the report's script forgets whose card it was.
    var close = card.querySelector("button");
    if (close) { close.click(); }
  }

  function addButtons() {
    report.querySelectorAll(".note[id]").forEach(function (note) { note.append(" ", fixButton(note.id)); });
    report.querySelectorAll(".s.x").forEach(function (line) { line.after(" ", fixButton(line.id)); });
    report.querySelectorAll(".how .on-screen").forEach(function (how) {
      how.append(" There it can be corrected, too.");
    });
  }

  function fixButton(id) {
    // a1n4 is the note on, and a1s4 the text of, sentence 4 of the first article.
    var parts = /^a(\d+)[ns](\d+)$/.exec(id), button = document.createElement("button");
    button.type = "button";
    button.className = "fix";
    button.textContent = "Correct";
    button.dataset.article = String(Number(parts[1]) - 1);
    button.dataset.sentence = parts[2];
    var sentence = sentenceOf(button.dataset.article, button.dataset.sentence);
    button.setAttribute("aria-label", "Correct: " + shorten(sentence.text, 60));
    return button;
  }

  function shorten(text, most) { return text.length > most ? text.slice(0, most - 1) + "…" : text; }

  function sentenceOf(article, sentence) { return audited.articles[Number(article)].sentences[Number(sentence)]; }

  function filterState() {
    var rule = byId("rule"), state = { boxes: {}, rule: rule && rule.value && rule.selectedOptions[0].textContent };
    state.filters = Boolean(state.rule);
    report.querySelectorAll(".filter input").forEach(function (box) {
      state.boxes[box.id] = box.checked;
      if (box.checked !== box.defaultChecked) { state.filters = true; }
    });
    return state;
  }

  function restoreFilter(state) {
    report.querySelectorAll(".filter input").forEach(function (box) {
      if (box.id in state.boxes) { box.checked = state.boxes[box.id]; }
    });
    var rule = byId("rule");
    if (rule && state.rule) {
      // A rule that no finding breaks any more cannot be chosen: then all are shown.
      Array.from(rule.options).forEach(function (option) {
        if (option.textContent === state.rule) { option.selected = true; }
      });
    }
    var filter = report.querySelector(".filter");
    // The report's script counts the findings shown.
    if (filter && state.filters) { filter.dispatchEvent(new Event("change", { bubbles: true })); }
  }

  function detailsOf(owner) { return Array.from(owner.querySelectorAll("details")); }

  function openDetails() {
    // Lines left out by the first of them, all others by what they stand in.
    return Array.from(report.querySelectorAll("details[open]"), function (details) {
      var inside = details.querySelector("[id]"), owner = inside ? null : details.closest("#report [id]");
      return inside ? { inside: inside.id } : owner && { owner: owner.id, place: detailsOf(owner).indexOf(details) };
    }).filter(Boolean);
  }

  function detailsByKey(key) {
    var element = byId(key.inside || key.owner);
    return element && (key.inside ? element.closest("details") : detailsOf(element)[key.place]);
  }

  function topOf(id) {
    var element = id && byId(id);
    return element && element.checkVisibility() ? element.getBoundingClientRect().top : null;
  }

  function redraw(what, focus, id) {
    // The sentence with the id stays where it is in the window, else the window where it is on the page.
    var mine = ++turn, top = window.scrollY, before = topOf(id);
    busy(true);
    return draw(false).then(function () {
      if (mine !== turn) { return; }
      tell(what);
      window.scrollTo(0, top);
      if (focus) { focus(); }
      var after = topOf(id);
      if (before !== null && after !== null) { window.scrollBy(0, after - before); }
    }).catch(function (failure) {
      tell(failure.message, true);
      throw failure;
    }).finally(function () { busy(false); });
  }

  // -- corrections ------------------------------------------------------------------------------------------

  function keyOf(article, sentence) { return article + " " + sentence; }

  function sourcesOf(article, sentence) {
    var names = new Map(audited.articles[article].sources.map(function (source) { return [source.id, source.name]; }));
    return sentence.source_ids.map(function (id) { return names.get(id); }).filter(Boolean).join("; ");
  }

  function isSilent(code) { return code === "U" || code === "X"; }

  function openDialog(button) {
    var article = Number(button.dataset.article), index = Number(button.dataset.sentence);
    var sentence = sentenceOf(article, index), known = corrections.get(keyOf(article, index)) || {};
    edited = { article: article, sentence: index, was: sourcesOf(article, sentence) };
    byId("correct-text").textContent = sentence.text;
    byId("correct-code").value = known.code || sentence.code;
    byId("correct-source").value = known.source !== undefined ? known.source : edited.was;
    byId("correct-said").textContent = "The model said: " + sentence.label + " (" + sentence.code + "), " +
      Math.floor(100 * sentence.confidence) + "% sure" + (edited.was ? ", source: " + edited.was : "") +
      (edited.was && sentence.guessed ? ", a guess: “Save” confirms it." : ".");
    byId("restore").hidden = !corrections.has(keyOf(article, index));
    byId("known-sources").replaceChildren.apply(byId("known-sources"), knownNames(article).map(function (name) {
      var option = document.createElement("option");
      option.value = name;
      return option;
    }));
    showWhose();
    dialog.returnValue = "cancel";
    dialog.showModal();
  }

  function knownNames(article) {
    var names = audited.articles[article].sources.map(function (source) { return source.name; });
    corrections.forEach(function (one) { if (one.article === article && one.source) { names.push(one.source); } });
    return Array.from(new Set(names));
  }

  function showWhose() { byId("correct-whose").hidden = isSilent(byId("correct-code").value); }

  function closeDialog() {
    var choice = dialog.returnValue, key = keyOf(edited.article, edited.sentence);
    var sentence = sentenceOf(edited.article, edited.sentence), before = corrections.get(key);
    if (choice !== "save" && choice !== "restore") { keepFocus(edited); return; }
    corrections.delete(key);
    if (choice === "save") {
      var code = byId("correct-code").value, source = byId("correct-source").value.trim();
      var correction = { article: edited.article, sentence: edited.sentence };
      if (code !== sentence.code) { correction.code = code; }
      // A source that was left as it was is looked for again where the label is new, and else confirmed if a guess.
      var confirms = sentence.guessed && source && correction.code === undefined;
      if (!isSilent(code) && (source !== edited.was || confirms)) { correction.source = source; }
      if (correction.code !== undefined || correction.source !== undefined) { corrections.set(key, correction); }
    }
    var place = edited, count = corrections.size;
    if (JSON.stringify(before) === JSON.stringify(corrections.get(key))) { keepFocus(place); return; }
    redraw(
      (choice === "save" ? "Corrected. " : "As the model said. ") +
        (count === 1 ? "1 correction so far." : count + " corrections so far."),
      function () { returnFocus(place); }, idOf(place)
    ).then(function () { unsaved = corrections.size > 0; }, function () {
      corrections.delete(key);
      if (before) { corrections.set(key, before); }
    });
  }

  function idOf(place) { return "a" + (place.article + 1) + "s" + place.sentence; }

  function keepFocus(place) {
    // The browser gives the focus back to the button, which may stand on a card that is closed by now.
    var holder = document.activeElement;
    if (!holder || holder === document.body || !holder.checkVisibility()) { returnFocus(place); }
  }

  function returnFocus(place) {
    var text = byId(idOf(place));
    if (!text) { return; }
    for (var node = text; node; node = node.parentElement) { if (node.tagName === "DETAILS") { node.open = true; } }
    var mark = text.querySelector(".m"), next = text.nextElementSibling, target = mark;
    if (!mark && next && next.matches(".fix")) { target = next; }
    if (!target || !target.checkVisibility()) {
      // Its class is not marked, so it has no letter to be seen.
      target = text;
      text.tabIndex = -1;
    }
    target.focus();
  }

  // -- downloads --------------------------------------------------------------------------------------------

  function fileName(format) {
    var title = audited.articles[0].title || audited.articles[0].id || "article";
    var plain = title.normalize("NFKD").replace(/[^\w]+/g, "-").replace(/^-+|-+$/g, "").toLowerCase().slice(0, 60);
    var kind = format === "csv" && byId("table").value !== "sentences" ? "-" + byId("table").value : "";
    return "sourcing-" + (plain || "article") + kind + "." + format;
  }

  function download(format) {
    busy(true);
    ask("/api/report", reportRequest(format)).then(function (response) {
      return response.blob();
    }).then(function (blob) {
      var link = document.createElement("a");
      link.href = URL.createObjectURL(blob);
      link.download = fileName(format);
      link.click();
      setTimeout(function () { URL.revokeObjectURL(link.href); }, 60000);
      unsaved = false;
      tell("Saved as " + link.download + ".");
    }).catch(function (failure) { tell(failure.message, true); }).finally(function () { busy(false); });
  }

  // -- events -----------------------------------------------------------------------------------------------

  form.addEventListener("submit", function (event) { event.preventDefault(); start(false); });
  form.addEventListener("change", function (event) {
    if (event.target.name !== "way") { return; }
    problem.textContent = "";
    showWay();
  });
  byId("text").addEventListener("keydown", function (event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); start(false); }
  });
  byId("again").addEventListener("click", function () {
    byId("entry").hidden = false;
    document.documentElement.classList.remove("shown");
    window.scrollTo(0, 0);
    field().focus();
  });
  byId("profile").addEventListener("change", function () {
    redraw("Checked by the rules of " + byId("profile").value + ".").catch(function () {});
  });
  byId("undo").addEventListener("click", function () {
    corrections = new Map();
    unsaved = false;
    redraw("All labels are as the model gave them.", function () { report.focus({ preventScroll: true }); })
      .catch(function () {});
  });
  bar.querySelectorAll("[data-format]").forEach(function (button) {
    button.addEventListener("click", function () { download(button.dataset.format); });
  });
  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest(".fix");
    if (button) { openDialog(button); }
  });
  byId("correct-code").addEventListener("change", showWhose);
  dialog.addEventListener("close", closeDialog);
  window.addEventListener("beforeunload", function (event) { if (unsaved) { event.preventDefault(); } });

  var over = 0;
  function carriesFile(event) {
    return Array.from(event.dataTransfer ? event.dataTransfer.types : []).includes("Files");
  }
  document.addEventListener("dragenter", function (event) {
    if (carriesFile(event)) { over += 1; drop.hidden = false; }
  });
  document.addEventListener("dragleave", function (event) {
    if (carriesFile(event)) { over -= 1; drop.hidden = over <= 0; }
  });
  document.addEventListener("dragover", function (event) { if (carriesFile(event)) { event.preventDefault(); } });
  document.addEventListener("drop", function (event) {
    over = 0;
    drop.hidden = true;
    if (!carriesFile(event)) { return; }
    event.preventDefault();
    byId("file").files = event.dataTransfer.files;
    byId("entry").hidden = false;
    chooseWay("file");
    start(false);
  });
  byId("file").addEventListener("change", function () { if (byId("file").files.length) { start(false); } });
  showWay();
})();
