"use strict";
(function () {
  var root = document.documentElement, card = document.getElementById("card");
  var owner = null, pinned = false, timer = 0;
  root.classList.add("js");

  function noteOf(sentence) {
    var mark = sentence.querySelector(".m");
    return mark && document.getElementById(mark.getAttribute("href").slice(1));
  }

  function hide() {
    clearTimeout(timer);
    card.hidden = true;
    if (owner) { owner.classList.remove("lit"); }
    owner = null;
    pinned = false;
  }

  function show(sentence, pin, x, y) {
    var note = noteOf(sentence);
    clearTimeout(timer);
    if (!note) { return; }
    if (owner && owner !== sentence) { owner.classList.remove("lit"); }
    owner = sentence;
    pinned = pin;
    sentence.classList.add("lit");
    card.replaceChildren();
    var close = document.createElement("button");
    close.type = "button";
    close.textContent = "Close";
    close.addEventListener("click", hide);
    card.append(close);
    note.childNodes.forEach(function (node) { card.append(node.cloneNode(true)); });
    var back = card.querySelector(".back");
    if (back) { back.replaceWith(back.textContent); }
    card.hidden = false;
    place(sentence, x, y);
  }

  function place(sentence, x, y) {
    var lines = Array.from(sentence.getClientRects()), line = lines[0];
    lines.forEach(function (r) { if (y !== undefined && y >= r.top && y <= r.bottom) { line = r; } });
    if (!line) { return; }
    var left = Math.min(x === undefined ? line.left : x - 20, root.clientWidth - card.offsetWidth - 8);
    var top = line.bottom + 6;
    if (top + card.offsetHeight > root.clientHeight - 4) { top = Math.max(4, line.top - card.offsetHeight - 6); }
    card.style.left = Math.max(8, left) + "px";
    card.style.top = top + "px";
  }

  function sentenceAt(target) {
    var sentence = target.closest && target.closest(".s");
    return sentence && sentence.querySelector(".m") ? sentence : null;
  }

  function reveal(id) {
    var target = document.getElementById(id);
    if (!target) { return; }
    for (var node = target; node; node = node.parentElement) {
      if (node.tagName === "DETAILS") { node.open = true; }
    }
    return target;
  }

  document.addEventListener("pointerover", function (event) {
    if (event.pointerType !== "mouse" || pinned) { return; }
    var sentence = sentenceAt(event.target);
    clearTimeout(timer);
    if (card.contains(event.target)) { return; }
    if (sentence && sentence !== owner) {
      timer = setTimeout(function () { show(sentence, false, event.clientX, event.clientY); }, 150);
    } else if (!sentence && owner) {
      timer = setTimeout(hide, 250);
    }
  });

  document.addEventListener("focusin", function (event) {
    if (event.target.classList.contains("m") && event.target.matches(":focus-visible")) {
      show(event.target.parentElement, false);
    } else if (!pinned && !card.contains(event.target)) {
      hide();
    }
  });

  document.addEventListener("click", function (event) {
    var link = event.target.closest("a[href^='#']"), sentence = sentenceAt(event.target);
    if (card.contains(event.target) && !link) { return; }
    if (link && !(link.classList.contains("m") && event.detail)) {
      // A link inside the page, or a letter followed with the keyboard: open what hides its target.
      hide();
      var target = reveal(link.getAttribute("href").slice(1));
      if (target && target.matches(".note, .q, .f")) { setTimeout(function () { target.focus(); }); }
      return;
    }
    if (sentence) {
      event.preventDefault();
      if (pinned && owner === sentence) { hide(); } else { show(sentence, true, event.clientX, event.clientY); }
      return;
    }
    var stretch = event.target.closest("[data-s]");
    if (stretch) { location.hash = stretch.dataset.s; return; }
    hide();
  });

  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") { hide(); return; }
    var step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step || !event.target.classList.contains("m") || event.altKey || event.ctrlKey || event.metaKey) { return; }
    var marks = Array.from(event.target.closest(".text").querySelectorAll(".m"));
    var next = marks[marks.indexOf(event.target) + step];
    if (next) { event.preventDefault(); next.focus(); }
  });

  document.addEventListener("scroll", function () {
    if (!owner) { return; }
    if (pinned || owner.contains(document.activeElement)) { place(owner); } else { hide(); }
  }, { passive: true });
  window.addEventListener("hashchange", function () { reveal(location.hash.slice(1)); });
  if (location.hash) { reveal(location.hash.slice(1)); }

  function count() {
    var status = document.getElementById("shown");
    if (!status) { return; }
    var all = Array.from(document.querySelectorAll(".f"));
    var visible = all.filter(function (f) { return getComputedStyle(f).display !== "none"; });
    status.textContent = visible.length + " of " + all.length + " findings shown";
  }
  function inFilter(event) { return event.target.closest && event.target.closest(".filter"); }
  document.addEventListener("change", function (event) { if (inFilter(event)) { count(); } });
  document.addEventListener("submit", function (event) { if (inFilter(event)) { event.preventDefault(); } });
})();
