// The page is complete without this file: it draws the charts, opens the evidence, sorts, filters and saves.
// All words come from the page's own text; the charts' data holds numbers only.
(() => {
  "use strict";
  const $ = (id) => document.getElementById(id);
  const all = (css, from = document) => [...from.querySelectorAll(css)];
  const make = (tag, set = {}, ...inside) => {
    const e = Object.assign(document.createElement(tag), set);
    e.append(...inside);
    return e;
  };
  const [chart, phrases] = JSON.parse($("figures").textContent);
  // What traces of a mode have in common is told once.
  const isPlain = (v) => v !== null && typeof v === "object" && !Array.isArray(v);
  const merged = (a, b) => {
    if (!isPlain(a) || !isPlain(b)) return b;
    const both = { ...a };
    for (const [key, value] of Object.entries(b)) both[key] = merged(a[key], value);
    return both;
  };
  for (const spec of [chart, phrases]) spec.data = spec.data.map((trace) => merged(structuredClone(spec.like[trace.mode] || {}), trace));
  phrases.layout = { ...structuredClone(chart.layout), shapes: [], ...phrases.layout };
  const box = $("chart"), phraseBox = $("phrase-chart"), panel = $("evidence");
  const steps = all("#changes article");
  const sources = all("#sources li");
  const lanes = all("#changes .lane");
  const times = sources.map((s) => s.querySelector("time"));
  const dated = (n) => times[n].dateTime;
  const day = (n) => times[n].textContent;
  const field = (n, css) => (sources[n].querySelector(css) || { textContent: "" }).textContent;
  const about = (n) => ({ id: sources[n].dataset.id, who: field(n, "b"), name: field(n, "cite"), outlet: field(n, "i"), place: field(n, "u"), url: field(n, "s") });
  const named = (n) => field(n, "i") || sources[n].dataset.id;
  const sides = (step) => {
    const [a, b] = all(".pair>div:not(.other)>q", step);
    const gone = step.matches(".gone,.less,.silent"), before = step.querySelector(".last a");
    if (before) return [sides($(decodeURIComponent(before.hash.slice(1))))[1], null];
    return b ? [a, b] : gone ? [a, null] : [null, a];
  };
  const pageOf = new Map(sources.map((s, n) => [s.querySelector("a").getAttribute("href"), n]));
  // Where a quote stands, read from the links below it: [interview, start, question].
  const at = (quote) => {
    const [to, asked] = all("a", quote.nextElementSibling).map((a) => a.getAttribute("href")), [page, start] = to.split("#s");
    return [pageOf.get(page), Number(start), asked ? Number(asked.slice(2)) : 0];
  };
  const last = (step) => { const [, b] = sides(step); return b ? at(b)[0] : Number(step.dataset.to); };
  const laneOf = (step) => step.closest(".lane");
  const heading = (lane) => lane.querySelector("h3").firstChild.textContent.trim();
  const status = (step) => step.querySelector("h4 span").textContent.trim();

  // Both columns of a diff, merged again: [op, text] in reading order.
  const nodes = (q) => (q ? [...q.childNodes] : []).map((n) => [n.nodeName, n.textContent]);
  const runs = (step) => {
    const [a, b] = sides(step);
    if (!a || !b) return (a ? nodes(a) : nodes(b)).map(([, t]) => [a ? "-" : "+", t]);
    const old = nodes(a), young = nodes(b);
    if (step.querySelector(".whole")) return [["-", a.textContent], ["+", b.textContent]];
    const flat = (side, mark) => side.map(([name, t]) => [name === "DEL" || name === "INS" ? mark : "=", t]);
    return rejoin(flat(old, "-"), flat(young, "+"));
  };
  const rejoin = (old, young) => {
    const found = [];
    while (old.length || young.length) {
      if (old.length && old[0][0] === "-") found.push(old.shift());
      else if (young.length && young[0][0] === "+") found.push(young.shift());
      else {
        const n = Math.min(old[0] ? old[0][1].length : 1e9, young[0] ? young[0][1].length : 1e9);
        found.push(["=", (old[0] || young[0])[1].slice(0, n)]);
        for (const side of [old, young]) {
          if (side[0] && side[0][1].length > n) side[0][1] = side[0][1].slice(n);
          else side.shift();
        }
      }
    }
    return found;
  };

  // --- words over a mark. Plotly renders a few tags in labels, so what comes from a transcript is escaped.
  const safe = (t) => t.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  const bare = (t) => t.replace(/<[^>]*>/g, "").replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
  const fold = (pieces, width) => {
    let line = 0, out = "";
    for (const [mark, text] of pieces) {
      let words = text.split(/\s+/).filter(Boolean);
      if (mark === "=" && words.length > 12) words = [...words.slice(0, 5), "…", ...words.slice(-5)];
      for (const word of words) {
        if (line && line + word.length >= width) { out += "<br>"; line = 0; } else if (line) { out += " "; line++; }
        line += word.length;
        const s = safe(word);
        out += mark === "-" ? `<s>${s}</s>` : mark === "+" ? `<b><u>${s}</u></b>` : s;
      }
      if (out.length > 1500) return `${out} …`;
    }
    return out;
  };
  const plain = (text, width, most = 60) => {
    const words = text.split(/\s+/);
    return fold(words.slice(0, most).concat(words.length > most ? ["…"] : []).map((w) => ["", w]), width);
  };
  const over = (n, link, width) => {
    if (n < 0) {
      const source = sources[-1 - n], silent = source.querySelector(".silent");
      return `<b>${day(-1 - n)} · ${safe(named(-1 - n))}</b>${silent ? `<br>${plain(silent.textContent, width)}` : ""}`;
    }
    const step = steps[n], [a, b] = sides(step), quote = b || a;
    const one = (q) => `<b>${day(at(q)[0])} · ${safe(named(at(q)[0]))}</b>`;
    const where = (link && a && b) ? `${one(a)} → ${one(b)}` : one(quote);
    const share = a && b ? ` · ${Math.round(100 - 100 * step.dataset.v)} % of the words changed` : "";
    const asked = link ? "" : at(quote)[2] ? " · asked" : " · unprompted";
    const news = () => nodes(quote).map(([name, t]) => [name === "INS" ? "+" : "=", t]);
    const words = !a || !b ? plain(quote.textContent, width) : fold(step.querySelector(".whole") ? news() : runs(step), width);
    return `${where}<br>${safe(status(step))}${asked}${share}<br>${words}`;
  };

  // --- fitting a chart to its width: interview labels that do not collide, titles that wrap.
  const letters = 6.3, rowHeight = 31, rowCount = 3;
  const span = () => [Date.parse(dated(0)), Date.parse(dated(sources.length - 1))];
  const whole = (width) => {
    const [first, last] = span(), pad = Math.max(15 * 864e5, (last - first) * 54 / Math.max(60, width - 108));
    return [first - pad, last + pad];
  };
  const wrapped = (text, width) => {
    const most = Math.max(20, Math.floor(width / 7.6)), lines = [""];
    for (const word of text.split(/\s+/)) {
      if (lines[0] && lines[lines.length - 1].length + word.length >= most) {
        if (lines.length === 2) { lines[1] += "…"; break; }
        lines.push("");
      }
      lines[lines.length - 1] = `${lines[lines.length - 1]} ${word}`.trim();
    }
    return lines.map(safe).join("<br>");
  };
  // Interviews that state a position take their places first: a silent one never hides them.
  const labels = (spec, width, range) => {
    const taken = Array.from({ length: rowCount }, () => []), notes = [];
    let used = 1;
    const silent = (note) => note.text.startsWith("<i>");
    for (const note of spec.layout.annotations) {
      if (note.xref !== "x") notes.push({ ...note, text: silent(note) ? `<i>${wrapped(note.full, width)}</i>` : wrapped(note.full, width) });
    }
    const dates = spec.layout.annotations.filter((note) => note.xref === "x");
    for (const note of [...dates.filter((n) => !silent(n)), ...dates.filter(silent)]) {
      const half = letters * Math.max(...note.text.replace(/<\/?[bi]>/g, "").split("<br>").map((t) => t.length)) / 2;
      const place = (Date.parse(note.x) - range[0]) / (range[1] - range[0]) * width, x = Math.min(Math.max(place, half), width - half);
      const row = place < 0 || place > width ? -1 : taken.findIndex((t) => t.every(([a, b]) => b + 10 <= x - half || a - 10 >= x + half));
      if (row >= 0) { taken[row].push([x - half, x + half]); used = Math.max(used, row + 1); }
      notes.push({ ...note, visible: row >= 0, yshift: 2 + rowHeight * Math.max(0, row), xshift: Math.round(x - place) });
    }
    return [notes, used];
  };
  for (const like of chart.labels) {
    const silent = like.text.startsWith("<i>");
    sources.forEach((source, n) => {
      if (Boolean(source.querySelector(".silent")) !== silent) return;
      const when = day(n).replace(/ (...)\S* /, " $1 "), short = named(n).length > 24 ? `${named(n).slice(0, 23).trim()}…` : named(n);
      chart.layout.annotations.push({ ...like, x: dated(n), text: silent ? `<i>${when}<br>silent: ${safe(short)}</i>` : `<b>${when}</b><br>${safe(short)}` });
    });
  }
  chart.layout.annotations.sort((a, b) => (a.x || "").localeCompare(b.x || ""));
  for (const spec of [chart, phrases]) {
    for (const note of spec.layout.annotations) {
      note.full = bare(note.text.replace(/<br>/g, " "));
    }
  }
  const fitted = (spec, width, range) => {
    const [annotations, rows] = labels(spec, width, range);
    const layout = { annotations, width: width + 8, "xaxis.range": range.map((r) => new Date(r).toISOString()), "xaxis.nticks": Math.max(3, Math.min(10, Math.floor(width / 70))) };
    if (spec === chart) {
      const t = 10 + rowHeight * rows;
      layout["margin.t"] = t;
      layout.height = spec.body + t;
    }
    return layout;
  };
  const inner = (e) => e.clientWidth - 8;
  const setUp = (spec, e) => {
    const { layout } = spec, range = whole(inner(e));
    spec.body = layout.height - layout.margin.t;
    const fit = fitted(spec, inner(e), range);
    layout.annotations = fit.annotations;
    layout.width = fit.width;
    layout.xaxis.range = fit["xaxis.range"];
    layout.xaxis.nticks = fit["xaxis.nticks"];
    if (spec === chart) { layout.margin.t = fit["margin.t"]; layout.height = fit.height; }
    if (matchMedia("(pointer:coarse)").matches) layout.dragmode = false;
    for (const trace of spec.data) {
      trace.x = trace.x.map((v) => typeof v === "number" ? dated(v) : v);
      if (trace.customdata) trace.hovertext = trace.customdata.map(() => "");
    }
  };
  // The words over the marks are put in after the chart is drawn, a few at a time: a large chart has thousands.
  const speak = (spec, e) => {
    const letters = Math.min(64, Math.max(28, Math.floor(inner(e) / 11))), todo = [];
    spec.data.forEach((trace, t) => (trace.customdata || []).forEach((n, i) => todo.push([trace, t, n, i])));
    const some = () => {
      const until = performance.now() + 8;
      while (todo.length && performance.now() < until) {
        const [trace, t, n, i] = todo.pop();
        trace.hovertext[i] = e.calcdata[t][i].htx = spec === chart ? over(n, trace.name === "links", letters) : phraseOver(n, letters);
      }
      if (todo.length) setTimeout(some);
    };
    some();
  };
  const phraseRows = all("#phrases tbody tr");
  const phraseOver = ([interview, phrase, times], letters) => {
    const cells = phraseRows[phrase].cells, later = cells[4].textContent;
    return `<b>${day(interview)} · ${safe(named(interview))}</b><br>${plain(`“${cells[0].textContent}”`, letters)}, ${times} ×` +
      (later ? `<br>later: ${plain(later, letters)}` : "");
  };

  // --- drawing. The page is painted first: plotly.js takes its time to be read.
  const load = () => new Promise((done, fail) => {
    const store = $("plotly"), script = document.createElement("script");
    if (store.dataset.src) {
      script.src = store.dataset.src;
      script.onload = done;
      script.onerror = fail;
      document.head.append(script);
    } else {
      script.text = store.textContent;
      document.head.append(script);
      window.Plotly ? done() : fail(new Error("plotly.js did not run"));
    }
  });
  const config = { displayModeBar: false, responsive: false, doubleClick: false };
  const draw = async () => {
    if (!box) return;
    try {
      await load();
      setUp(chart, box);
      box.textContent = "";
      await Plotly.newPlot(box, chart.data, chart.layout, config);
    } catch (error) {
      box.textContent = "";
      box.append(make("p", { className: "wait", textContent: "The chart could not be drawn. All it shows stands below as text." }));
      document.documentElement.dataset.drawn = "no";
      throw error;
    }
    box.style.minHeight = 0;
    speak(chart, box);
    live();
    document.documentElement.dataset.drawn = "yes";
    if (phraseBox) setTimeout(drawPhrases);
  };
  const drawPhrases = async () => {
    setUp(phrases, phraseBox);
    await Plotly.newPlot(phraseBox, phrases.data, phrases.layout, config);
    phraseBox.style.minHeight = 0;
    speak(phrases, phraseBox);
    document.documentElement.dataset.phrases = "yes";
    zooming(phraseBox);
  };
  let range = null;
  const show = (to) => {
    range = to;
    Plotly.relayout(box, fitted(chart, inner(box), to || whole(inner(box)))).then(ring);
    if (phraseBox && phraseBox.data) Plotly.relayout(phraseBox, fitted(phrases, inner(phraseBox), to || whole(inner(phraseBox))));
  };
  const zooming = (e) => {
    e.on("plotly_relayout", (change) => {
      if (change["xaxis.range[0]"]) show([change["xaxis.range[0]"], change["xaxis.range[1]"]].map((d) => Date.parse(d.replace(" ", "T") + (d.length > 10 ? "Z" : ""))));
    });
    e.on("plotly_doubleclick", () => show(null));
  };
  const live = () => {
    zooming(box);
    box.on("plotly_click", ({ points: [p] }) => pick(marks.findIndex((m) => m.curve === p.curveNumber && m.point === p.pointNumber), p.customdata));
    listMarks();
    let width = box.clientWidth, wait;
    new ResizeObserver(() => {
      clearTimeout(wait);
      wait = setTimeout(() => {
        if (box.clientWidth === width) return;
        width = box.clientWidth;
        show(range);
      }, 120);
    }).observe(box);
    mark();
  };

  // --- keyboard: arrows walk from mark to mark, Enter opens.
  let marks = [], chosen = -1;
  const listMarks = () => {
    marks = [];
    chart.data.forEach((trace, curve) => {
      if (trace.customdata && trace.name !== "links") {
        trace.customdata.forEach((n, point) => marks.push({ curve, point, n, x: Date.parse(trace.x[point]), y: trace.y[point], lane: n < 0 ? lanes.length : lanes.indexOf(laneOf(steps[n])) }));
      }
    });
    marks.sort((a, b) => a.lane - b.lane || a.x - b.x || a.y - b.y);
  };
  const move = (key) => {
    if (chosen < 0) return 0;
    const { lane, x } = marks[chosen];
    if (key === "ArrowRight") return marks[chosen + 1] && marks[chosen + 1].lane === lane ? chosen + 1 : chosen;
    if (key === "ArrowLeft") return marks[chosen - 1] && marks[chosen - 1].lane === lane ? chosen - 1 : chosen;
    if (key === "Home") return marks.findIndex((m) => m.lane === lane);
    if (key === "End") return marks.findLastIndex((m) => m.lane === lane);
    const near = marks.map((m, i) => [m, i]).filter(([m]) => m.lane === lane + (key === "ArrowDown" ? 1 : -1));
    near.sort(([a], [b]) => Math.abs(a.x - x) - Math.abs(b.x - x));
    return near.length ? near[0][1] : chosen;
  };
  const pick = (index, n) => {
    if (index >= 0) chosen = index;
    if (n < 0) openInterview(-1 - n);
    else choose(steps[n]);
  };
  if (box) {
    box.addEventListener("keydown", (event) => {
      if (!marks.length) return;
      if (event.key === "Enter" && chosen >= 0) {
        event.preventDefault();
        pick(chosen, marks[chosen].n);
      } else if (/^Arrow|^Home$|^End$/.test(event.key)) {
        event.preventDefault();
        chosen = move(event.key);
        const { curve, point, n } = marks[chosen];
        ring();
        Plotly.Fx.hover(box, [{ curveNumber: curve, pointNumber: point }]);
        $("said").textContent = `${n < 0 ? "Interviews" : heading(laneOf(steps[n]))}. ` + bare(over(n, false, 1e6).replace(/<br>/g, ". "));
      }
    });
    box.addEventListener("blur", () => window.Plotly && Plotly.Fx.unhover(box));
  }
  const circle = make("div", { className: "ring", hidden: true });
  const ring = () => {
    const mark = marks[chosen], full = box._fullLayout;
    circle.hidden = !mark;
    if (!mark) return;
    const x = full.xaxis.d2p(new Date(mark.x).toISOString().slice(0, 10));
    circle.hidden = x < -4 || x > full.xaxis._length + 4;
    circle.style.left = `${full.xaxis._offset + x}px`;
    circle.style.top = `${full.yaxis._offset + full.yaxis.d2p(mark.y)}px`;
    if (circle.parentNode !== box) box.append(circle);
  };

  // --- evidence
  let current = null, cameFrom = null;
  const choose = (step, push = true) => {
    if (push && location.hash !== `#${encodeURIComponent(step.id)}`) history.pushState(null, "", `#${encodeURIComponent(step.id)}`);
    current = step;
    mark();
    open(heading(laneOf(step)), evidence(step));
  };
  // The mark of the chosen step, or the one that stands for it: its interview's in its lane.
  const mark = () => {
    if (!current || !marks.length) return;
    const n = steps.indexOf(current), lane = lanes.indexOf(laneOf(current)), x = Date.parse(dated(last(current)));
    const same = marks.findIndex((m) => m.n === n);
    chosen = same >= 0 ? same : marks.findIndex((m) => m.lane === lane && m.x === x);
    ring();
  };
  const open = (name, content) => {
    if (panel.hidden) cameFrom = document.activeElement;
    const close = make("button", { textContent: "Close", onclick: shut });
    panel.replaceChildren(make("div", { className: "head" }, make("h2", { id: "h-evidence", dir: "auto", textContent: name }), close), ...content);
    panel.hidden = false;
    panel.scrollTop = 0;
    // Beside the panel the chart is drawn anew, narrower; a large one stays as it is, half covered, but quick.
    document.body.classList.toggle("open", marks.length < 1000);
    panel.focus({ preventScroll: true });
  };
  const shut = () => {
    panel.hidden = true;
    document.body.classList.remove("open");
    current = null;
    if (location.hash) history.pushState(null, "", location.pathname + location.search);
    if (cameFrom && cameFrom.isConnected) cameFrom.focus({ preventScroll: true });
  };
  const withoutIds = (node) => {
    const copy = node.cloneNode(true);
    for (const e of [copy, ...all("[id]", copy)]) e.removeAttribute("id");
    return copy;
  };
  const evidence = (step) => {
    const pair = step.querySelector(".pair"), [last] = sides(step);
    const body = pair ? withoutIds(pair) : make("div", { className: "pair one" }, withoutIds(last.parentNode));
    const parts = [make("h3", {}, ...withoutIds(step.querySelector("h4")).childNodes), body];
    parts[0].className = step.className;
    all(".pair>div", make("div", {}, body)).forEach((figure) => {
      const quote = figure.querySelector("q"), n = at(quote)[2];
      if (n && !figure.matches(".other")) figure.append(make("details", { className: "asked" }, make("summary", { textContent: "The question" }), withoutIds($(`q${n}`).firstElementChild)));
      figure.append(citing(quote));
    });
    const why = step.querySelector(".why");
    if (why) parts.push(withoutIds(why));
    const link = make("button", { textContent: "Copy link to this evidence", onclick: () => copy(location.href, link) });
    parts.push(make("p", { className: "tools" }, link));
    const n = steps.indexOf(step), lane = all("article", laneOf(step)), i = lane.indexOf(step);
    const go = (to, text) => make("button", { textContent: text, disabled: !to, onclick: () => choose(to) });
    parts.push(make("p", { className: "tools" }, go(lane[i - 1], "← Earlier"), `${i + 1} of ${lane.length}`, go(lane[i + 1], "Later →")));
    return n < 0 ? [] : parts;
  };
  const openInterview = (n) => {
    current = null;
    const source = sources[n], list = make("ul");
    for (const step of steps) {
      const [, b] = sides(step);
      if (b && at(b)[0] === n) list.append(make("li", {}, make("a", { href: `#${encodeURIComponent(step.id)}`, textContent: `${heading(laneOf(step))}: ${status(step)}` })));
    }
    const told = make("p", { className: "source" });
    told.append(...withoutIds(source).childNodes);
    open(`${named(n)}, ${day(n)}`, [told, list]);
  };

  // --- citations
  const reference = (quote) => {
    const [n] = at(quote);
    return { ...about(n), date: dated(n), day: day(n), where: quote.nextElementSibling.firstElementChild.textContent.split(", ").pop() };
  };
  const citations = {
    "Citation": (quote) => {
      const r = reference(quote);
      return `“${quote.textContent.trim()}” ${[r.who, r.name && `“${r.name}”`, r.outlet, r.place].filter(Boolean).join(", ")}, ${r.day}, ${r.where}.${r.url ? ` ${r.url}` : ""}`;
    },
    "BibTeX": (quote) => {
      const r = reference(quote), [y, m, d] = r.date.split("-");
      const tex = (t) => t.replace(/[\\{}%$#&_~^]/g, (c) => ({ "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}" })[c] || `\\${c}`);
      const rows = { author: r.who && `{${tex(r.who)}}`, title: r.name && `{${tex(r.name)}}`, howpublished: tex(r.outlet), address: tex(r.place), year: y, month: m, day: d, note: tex(`${r.where}: “${quote.textContent.trim()}”`), url: r.url };
      return `@misc{${r.id.replace(/[^\w-]+/g, "-")},\n${Object.entries(rows).filter(([, v]) => v).map(([k, v]) => `  ${k} = {${v}},`).join("\n")}\n}`;
    },
    "CSL-JSON": (quote) => {
      const r = reference(quote);
      return JSON.stringify([{ id: r.id, type: "interview", title: r.name || undefined, author: r.who ? [{ literal: r.who }] : undefined, publisher: r.outlet || undefined, "event-place": r.place || undefined, issued: { "date-parts": [r.date.split("-").map(Number)] }, locator: r.where, URL: r.url || undefined, note: quote.textContent.trim() }], null, 1);
    },
  };
  const citing = (quote) => {
    const row = make("p", { className: "tools copy" }, "Copy ");
    for (const [name, write] of Object.entries(citations)) {
      const button = make("button", { textContent: name, onclick: () => copy(write(quote), button) });
      row.append(button);
    }
    return row;
  };
  const copy = async (text, button) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = make("textarea", { value: text });
      panel.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    const old = button.textContent;
    button.textContent = "Copied";
    $("said").textContent = "Copied";
    setTimeout(() => { button.textContent = old; }, 1500);
  };

  // --- addresses
  const target = () => {
    let id = location.hash.slice(1);
    try { id = decodeURIComponent(id); } catch { /* not of our making */ }
    const step = id && $(id);
    return step && steps.includes(step) ? step : null;
  };
  const route = () => {
    const step = target();
    if (step) choose(step, false);
    else if (!panel.hidden) { panel.hidden = true; document.body.classList.remove("open"); current = null; }
  };
  addEventListener("popstate", route);
  document.addEventListener("click", (event) => {
    const a = event.target.closest('a[href^="#"]');
    if (!a || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const step = $(decodeURIComponent(a.hash.slice(1)));
    if (step && steps.includes(step)) {
      event.preventDefault();
      choose(step);
    } else if (panel.contains(a)) {
      panel.hidden = true;
    }
  });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) shut();
  });

  // --- shifts: sort and filter
  const table = $("shift-table");
  if (table) {
    const body = table.tBodies[0], rows = [...body.rows], heads = [...table.tHead.rows[0].cells];
    const value = (row, n) => {
      const text = row.cells[n].textContent, link = row.cells[n].querySelector("a");
      return link ? dated(last($(decodeURIComponent(link.hash.slice(1))))) : heads[n].matches(".n") ? Number(text) : text;
    };
    heads.forEach((head, n) => {
      const button = make("button", { textContent: head.textContent, onclick: () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        heads.forEach((h) => h.setAttribute("aria-sort", "none"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        rows.sort((a, b) => {
          const x = value(a, n), y = value(b, n);
          return (typeof x === "number" ? x - y : x.localeCompare(y)) * (down ? -1 : 1);
        });
        filter();
      } });
      head.replaceChildren(button);
      if (n) head.setAttribute("aria-sort", "none");
    });
    const choices = [[$("by-kind"), 1], [$("by-position"), 2]];
    for (const [select, n] of choices) {
      for (const text of new Set(rows.map((row) => row.cells[n].textContent))) select.append(make("option", { value: text, textContent: text }));
    }
    // A dozen rows are an overview; the rest comes on demand.
    const most = 12, more = make("button", { textContent: `Show all ${rows.length}`, hidden: rows.length <= most + 3 });
    let shown = more.hidden ? Infinity : most;
    more.onclick = () => { shown = Infinity; more.hidden = true; filter(); };
    table.parentNode.after(more);
    const filter = () => {
      const fits = (row) => choices.every(([select, n]) => !select.value || row.cells[n].textContent === select.value);
      const left = rows.filter(fits);
      body.replaceChildren(...left.slice(0, choices.some(([select]) => select.value) ? Infinity : shown));
      $("shown").textContent = left.length === rows.length ? "" : `${left.length} of ${rows.length}`;
    };
    for (const [select] of choices) select.onchange = filter;
    filter();
    addEventListener("beforeprint", () => body.replaceChildren(...rows));
    addEventListener("afterprint", () => filter());
  }

  // --- side by side
  const sideBySide = () => {
    const left = $("left"), right = $("right"), said = new Map();
    for (const step of steps) {
      const [, b] = sides(step);
      if (b) said.set(at(b)[0], [...(said.get(at(b)[0]) || []), step]);
    }
    const numbers = [...said.keys()].sort((a, b) => a - b);
    if (numbers.length < 2) return;
    for (const select of [left, right]) {
      for (const n of numbers) select.append(make("option", { value: n, textContent: `${day(n)}, ${named(n)}` }));
      select.onchange = () => pair(Number(left.value), Number(right.value), said);
    }
    const sharpest = document.querySelector(".lede a"), start = sharpest && $(decodeURIComponent(sharpest.hash.slice(1)));
    const [a, b] = start ? sides(start) : [];
    left.value = a ? at(a)[0] : numbers[numbers.length - 2];
    right.value = b ? at(b)[0] : numbers[numbers.length - 1];
    if (left.value === right.value) left.value = numbers[0];
    $("side").hidden = false;
    pair(Number(left.value), Number(right.value), said);
  };
  const pair = (l, r, said) => {
    const out = [], used = new Set();
    const figure = (quote, marked) => {
      const copy = withoutIds(quote.parentNode);
      if (!marked) copy.querySelector("q").textContent = quote.textContent;
      return copy;
    };
    const none = () => make("p", { className: "silent", textContent: "not said" });
    for (const lane of lanes) {
      const of = (n) => (said.get(n) || []).filter((s) => laneOf(s) === lane && !used.has(s));
      const rows = [], mine = of(l), theirs = of(r);
      const [first, second] = l < r ? [l, r] : [r, l];
      for (const step of second === l ? mine : theirs) {
        const [a, b] = sides(step);
        if (a && at(a)[0] === first) rows.push([step, a, b, step.querySelector(".whole")]);
      }
      const place = (q) => at(q).slice(0, 2).join(), done = new Set(rows.flatMap(([, a, b]) => [place(a), place(b)]));
      const rest = (side) => side.map((s) => sides(s)[1]).filter((q) => !done.has(place(q)));
      const [x, y] = [rest(mine), rest(theirs)];
      const blocks = rows.map(([, a, b, whole]) => make("div", { className: `pair${whole ? " whole" : ""}` }, ...(l < r ? [figure(a, true), figure(b, true)] : [figure(b, true), figure(a, true)])));
      for (let i = 0; i < Math.max(x.length, y.length); i++) blocks.push(make("div", { className: "pair" }, x[i] ? figure(x[i]) : none(), y[i] ? figure(y[i]) : none()));
      if (blocks.length) out.push(make("h3", { dir: "auto", textContent: heading(lane) }), ...blocks);
    }
    $("pairs").replaceChildren(...out);
  };

  // --- downloads. A cell that a spreadsheet would take for a formula gets an apostrophe, as in `timeline export`.
  const critic = { "-": (t) => `{--${t}--}`, "+": (t) => `{++${t}++}`, "=": (t) => t };
  const raw = { hedging: "hedge", emphasis: "boost", addition: "added", omission: "dropped", rewording: "reworded", "spelling or typography only": "editorial" };
  const kinds = (step) => {
    if (step.matches(".gone,.less,.silent")) return ["dropped"];
    const told = status(step).split(": ")[1];
    return told ? told.split(", ").map((k) => raw[k] || k) : step.matches(".new,.more") ? ["added"] : [];
  };
  const record = (step) => {
    const [a, b] = sides(step), from = a && at(a)[0], to = last(step), id = (n) => (n === null || n === undefined ? "" : sources[n].dataset.id);
    return {
      theme: document.body.dataset.theme, position: laneOf(step).dataset.p, from_interview: id(from), to_interview: id(to),
      from_date: a ? dated(from) : "", to_date: dated(to), from_quote: a ? a.textContent : "", to_quote: b ? b.textContent : "",
      similarity: a && b ? Number(step.dataset.v) : "", kinds: kinds(step),
      diff: runs(step).map(([op, t]) => critic[op](t.replace(/[\\{}]/g, "\\$&"))).join(""),
    };
  };
  const save = (name, type, text) => {
    const url = URL.createObjectURL(new Blob([text], { type }));
    make("a", { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 1e4);
  };
  const cell = (v) => {
    let t = Array.isArray(v) ? v.join(";") : String(v);
    if (typeof v !== "number" && /^[=+\-@\t\r]/.test(t)) t = `'${t}`;
    return /[",\r\n]/.test(t) ? `"${t.replace(/"/g, '""')}"` : t;
  };
  const picture = async (format) => {
    const name = document.body.dataset.theme, legend = { orientation: "h", y: -0.02, yanchor: "top", x: 0 };
    const layout = { ...box.layout, showlegend: true, legend, paper_bgcolor: "#fff", plot_bgcolor: "#fff", margin: { ...box.layout.margin, t: box.layout.margin.t + 50, b: 110 }, title: { text: safe(document.querySelector("h1").textContent), x: 0.01, y: 0.985, yref: "container", yanchor: "top", font: { size: 18, color: "#222" } } };
    layout.height = box.layout.height + 126;
    layout.width = Math.max(700, box.clientWidth);
    const url = await Plotly.toImage({ data: box.data, layout }, { format, width: layout.width, height: layout.height, scale: format === "png" ? 2 : 1 });
    make("a", { href: url, download: `${name}.${format}` }).click();
  };
  const get = {
    csv: () => {
      const rows = steps.map(record);
      save(`${document.body.dataset.theme}-changes.csv`, "text/csv", `${[Object.keys(rows[0]), ...rows.map(Object.values)].map((r) => r.map(cell).join(",")).join("\r\n")}\r\n`);
    },
    json: () => save(`${document.body.dataset.theme}.json`, "application/json", JSON.stringify({
      theme: document.body.dataset.theme,
      interviews: sources.map((s, n) => {
        const { id, who, name, ...rest } = about(n);
        return { interview: id, date: dated(n), title: name, speaker: who, ...rest, silent: field(n, ".silent") };
      }),
      changes: steps.map(record),
    }, null, 1)),
    svg: () => picture("svg"),
    png: () => picture("png"),
  };
  for (const button of all("[data-get]")) button.onclick = get[button.dataset.get];

  for (const tools of all(".tools[hidden]")) tools.hidden = false;
  sideBySide();
  route();
  // A frame that is asked for is not yet painted: reading plotly.js beside it would delay it on a machine of few cores.
  let waiting = true;
  const start = () => {
    if (waiting) { waiting = false; setTimeout(draw); }
  };
  try { new PerformanceObserver(start).observe({ type: "paint", buffered: true }); } catch { requestAnimationFrame(start); }
  setTimeout(start, 400);
})();
