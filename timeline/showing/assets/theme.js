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
  // Numbers are told as the difference from the one before.
  const summed = (list) => { let sum = 0; return list.map((v) => typeof v === "number" ? sum += v : v); };
  for (const spec of [chart, phrases]) {
    spec.data = spec.data.map((trace) => merged(structuredClone(spec.like[trace.mode] || {}), trace));
    for (const trace of [...spec.data, ...spec.paths]) for (const key of ["x", "y", "customdata"]) if (trace[key]) trace[key] = summed(trace[key]);
  }
  phrases.layout = { ...structuredClone(chart.layout), ...phrases.layout };
  const box = $("chart"), phraseBox = $("phrase-chart"), panel = $("evidence");
  const steps = all("#changes li");
  const sources = all("#sources>div");
  const lanes = all("#changes .lane");
  const times = sources.map((s) => s.querySelector("time"));
  const dated = (n) => times[n].dateTime;
  const day = (n) => times[n].textContent;
  const field = (n, css) => (sources[n].querySelector(css) || { textContent: "" }).textContent;
  const about = (n) => ({ id: sources[n].dataset.id, who: field(n, ".cite b"), name: field(n, "cite"), outlet: field(n, "i"), place: field(n, "u"), url: field(n, "s") });
  const named = (n) => field(n, "i") || sources[n].dataset.id.replace(/^\d{4}([-_.]?)\d\d\1\d\d[-_. ]+(?=\S)/, "");
  const idOf = (a) => decodeURIComponent(a.hash.slice(1));
  const once = (make, kept = new Map()) => (key) => kept.get(key) || kept.set(key, make(key)).get(key);
  // What a step leads from and to: where each quote stands, read from the links in its heading. Null is not said.
  const numbers = new Map(sources.map((s, n) => [s.id, n]));
  const at = (a) => {
    const id = idOf(a), [address, start] = id.split(".");
    return { id, n: numbers.get(address), start, where: a.textContent.slice(a.textContent.indexOf("¶")) };
  };
  const ends = (step) => step.matches(".gone,.less,.silent");
  const sides = once((step) => {
    const [a, b] = all("h4 a", step).map(at);
    return b ? [a, b] : ends(step) ? [a, null] : [null, a];
  });
  const last = (step) => { const [, b] = sides(step); return b ? b.n : numbers.get(step.dataset.to); };
  const laneOf = (step) => step.closest(".lane");
  const heading = (lane) => lane.querySelector("h3").firstChild.textContent.trim();
  const status = (step) => step.querySelector("h4 i").textContent.trim();
  let sayers;
  // The step that tells of a statement when it was said, by the statement's place.
  const sayer = (place) => {
    sayers ||= new Map(steps.flatMap((s) => { const [, b] = sides(s); return b ? [[b.id, s]] : []; }).reverse());
    return sayers.get(place.id);
  };
  const asked = (place) => !$(place.id).matches(".un");

  // A step's own quotes: both wordings woven into one, or both where they share too little.
  const quotes = (step) => all(":scope>q,:scope>.pair>q", step);
  const runs = (step) => {
    const [a, b] = sides(step), [x, y] = quotes(step);
    if (!b) return [["-", quote(step, "-").textContent]];
    if (!a) return [["+", x.textContent]];
    if (y) return [["-", x.textContent], ["+", y.textContent]];
    return [...x.childNodes].map((n) => [{ DEL: "-", INS: "+" }[n.nodeName] || "=", n.textContent]);
  };
  // One side of a step as an element, with its marks: "-" the old wording, "+" the new one.
  const quote = (step, side) => {
    const [x, y] = quotes(step), [a, b] = sides(step);
    if (!b) return side === "-" ? bare(quote(sayer(a), "+")) : null;
    if (!a) return side === "+" ? x.cloneNode(true) : null;
    const q = (y && side === "+" ? y : x).cloneNode(true);
    if (!y) for (const e of all(side === "-" ? "ins" : "del", q)) e.remove();
    return q;
  };
  const bare = (q) => { q.textContent = q.textContent; return q; };

  // --- words over a mark: long stretches that stayed are cut.
  const safe = (t) => t.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  const brief = (q, most = 70) => {
    const nodes = [...q.childNodes];
    for (const node of nodes) {
      const words = node.textContent.split(/(?<=\s)/), room = node.nodeType === 3 && nodes.length > 1 ? 12 : most;
      if (most <= 0) node.remove();
      else if (words.length > room) node.textContent = room < most ? [...words.slice(0, 6), "… ", ...words.slice(-6)].join("") : `${words.slice(0, most).join("")}…`;
      most -= Math.min(words.length, room);
    }
    return q;
  };
  const line = (...inside) => make("div", {}, ...inside);
  const bold = (n) => make("b", { textContent: `${day(n)} · ${named(n)}` });
  const over = ({ n, link }) => {
    if (n < 0) return [line(bold(-1 - n)), line(field(-1 - n, ".silent"))];
    const step = steps[n], [a, b] = sides(step);
    const where = link ? line(bold(a.n), " → ", bold(b.n)) : line(bold(last(step)));
    const share = a && b ? ` · ${Math.round(100 - 100 * step.dataset.v)} % of the words changed` : "";
    const [x, y] = quotes(step);
    return [where, line(`${status(step)}${share}`), brief(b ? (y || x).cloneNode(true) : quote(step, "-"))];
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
  // Interviews that state a position take their places first: a silent one never hides them. More rows are taken only
  // where they name every interview in sight.
  const rowsOf = (notes, width, range, most) => {
    const taken = Array.from({ length: most }, () => []), placed = [];
    let used = 1, missing = false;
    for (const note of notes) {
      const half = letters * Math.max(...note.text.replace(/<\/?[bi]>/g, "").split("<br>").map((t) => t.length)) / 2;
      const place = (Date.parse(note.x) - range[0]) / (range[1] - range[0]) * width, x = Math.min(Math.max(place, half), width - half);
      if (place < 0 || place > width) continue;
      const row = taken.findIndex((t) => t.every(([a, b]) => b + 10 <= x - half || a - 10 >= x + half));
      if (row < 0) { missing = true; continue; }
      taken[row].push([x - half, x + half]);
      used = Math.max(used, row + 1);
      placed.push({ ...note, yshift: 2 + rowHeight * row, xshift: Math.round(x - place) });
    }
    return { placed, used, missing };
  };
  const labels = (spec, width, range) => {
    const titles = spec.titles.map(({ y, text, sloping }) => ({ y, text: sloping ? `<i>${wrapped(text, width)}</i>` : wrapped(text, width) }));
    const every = rowsOf(spec.notes, width, range, rowCount + 2);
    const { placed, used } = every.missing ? rowsOf(spec.notes, width, range, rowCount) : every;
    return [[...titles, ...placed], used];
  };
  const phraseRows = all("#phrases tbody tr");
  const setTitles = () => {
    chart.titles = chart.titles.map((y, n) => {
      const { source } = lanes[n].dataset;
      return { y, text: heading(lanes[n]) + (source === "discovered" ? " (discovered)" : ""), sloping: source !== "coded" };
    });
    const order = [...new Set(phrases.data.flatMap((trace) => trace.customdata || []).map((c) => c[1]))];
    phrases.titles = phrases.titles.map((y, n) => ({ y, text: `“${phraseRows[order[n]].cells[0].textContent}”` }));
    chart.notes = chart.labels.flatMap((like) => {
      const silent = like.text.startsWith("<i>");
      return sources.map((_, n) => n).filter((n) => Boolean(field(n, ".silent")) === silent).map((n) => {
        const when = day(n).replace(/ (...)\S* /, " $1 "), short = named(n).length > 24 ? `${named(n).slice(0, 23).trim()}…` : named(n);
        return { ...like, x: dated(n), text: silent ? `<i>${when}<br>silent: ${safe(short)}</i>` : `<b>${when}</b><br>${safe(short)}` };
      });
    });
    phrases.notes = [];
    const path = ({ x, y }) => x.map((n, i) => n === null ? "" : `${i && x[i - 1] !== null ? "L" : "M"}${dated(n)},${y[i]}`).join("");
    chart.layout.shapes = [
      ...chart.rules.map((y) => ({ y0: y, y1: y })),
      ...chart.paths.map((p) => ({ type: "path", xref: "x", yref: "y", path: path(p), line: p.line, name: p.name || "" })),
    ];
  };
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
    if (spec === chart) thin(range, inner(e));
    if (matchMedia("(pointer:coarse)").matches) layout.dragmode = false;
  };
  const phraseOver = ({ n: [interview, phrase, times] }) => {
    const cells = phraseRows[phrase].cells, later = cells[4].textContent;
    return [line(bold(interview)), line(`“${cells[0].textContent}”, ${times} ×`), line(later && `later: ${later}`)];
  };

  // --- what the pointer is over. Plotly would make an element for every link, and look at all for every move.
  const markReach = 13, linkReach = 8;
  const pointed = (e, marks, tell, act) => {
    const tip = make("div", { className: "tip", hidden: true });
    let shown = null;
    const put = () => {
      const { xaxis: x, yaxis: y } = e._fullLayout;
      for (const m of marks) { m.px = x._offset + x.l2p(m.x); m.py = y._offset + y.l2p(m.y); }
      if (tip.parentNode !== e) e.append(tip);
    };
    const hit = (px, py) => {
      let best = null, near = markReach ** 2;
      for (const m of marks) {
        if (m.drawn === false) continue;
        const d = (m.px - px) ** 2 + (m.py - py) ** 2;
        if (d < near) [best, near] = [m, d];
      }
      if (best) return best;
      for (const m of marks) {
        const { from } = m;
        if (!from || px < from.px || px > m.px) continue;
        if (Math.abs(from.py + (m.py - from.py) * (px - from.px) / (m.px - from.px) - py) < linkReach) return { ...m, link: true, px, py };
      }
      return null;
    };
    const show = (m) => {
      e.classList.toggle("over", Boolean(m));
      if (m && shown && m.n === shown.n && m.link === shown.link) return;
      shown = m;
      tip.hidden = !m;
      if (!m) return;
      tip.replaceChildren(...tell(m));
      const wide = e.clientWidth, top = e.getBoundingClientRect().top, tall = tip.offsetHeight;
      tip.style.left = `${Math.max(0, Math.min(m.px - tip.offsetWidth / 2, wide - tip.offsetWidth))}px`;
      tip.style.top = `${top + m.py + tall + 20 > innerHeight && top + m.py > tall + 20 ? m.py - tall - 14 : m.py + 16}px`;
    };
    const where = (event) => { const r = e.getBoundingClientRect(); return hit(event.clientX - r.left, event.clientY - r.top); };
    let down = null;
    e.addEventListener("pointermove", (event) => { if (!event.buttons) show(where(event)); });
    e.addEventListener("pointerleave", () => show(null));
    e.addEventListener("blur", () => show(null));
    e.addEventListener("pointerdown", (event) => { down = event.button ? null : event; });
    addEventListener("pointerup", (event) => {
      if (down && Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) < 5) {
        const m = where(event);
        show(null);
        if (m) act(m);
      }
      down = null;
    });
    put();
    return { put, show, said: () => [...tip.childNodes].map((n) => n.textContent).join(". ") };
  };

  // Where marks would cover each other, the one that tells most is drawn, until a reader zooms in.
  const telling = ["interviews", "same wording", "no longer said", "reworded", "returned after a gap", "changed in substance", "first said"];
  const lists = ["x", "y", "customdata", "text"], complete = new Map();
  let marks = [];
  const thin = (range, width) => {
    const gap = chart.gap / width * (range[1] - range[0]), best = new Map();
    for (const m of marks) {
      const spot = gap ? `${m.y} ${Math.floor((m.x - range[0]) / gap)}` : m, was = best.get(spot);
      if (!was || m.weight > was.weight) best.set(spot, m);
    }
    const drawn = new Set(best.values());
    let covered = 0;
    for (const m of marks) {
      m.drawn = drawn.has(m);
      if (!m.drawn && m.x >= range[0] && m.x <= range[1]) covered++;
    }
    $("covered").hidden = !covered;
    $("covered").textContent = `${covered.toLocaleString("en")} marks stand so near another that they would cover it; the one that changed most is drawn. Zoom in to see them.`;
    if (!gap) return;
    for (const [trace, full] of complete) {
      const keep = full.marks.map((m) => m.drawn);
      for (const key of lists) if (full[key]) trace[key] = full[key].filter((_, i) => keep[i]);
      if (full.symbol) trace.marker.symbol = full.symbol.filter((_, i) => keep[i]);
    }
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
      setTitles();
      for (const trace of chart.data) trace.x = trace.x.map((v) => typeof v === "number" ? dated(v) : v);
      listMarks();
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
    live();
    document.documentElement.dataset.drawn = "yes";
    if (phraseBox) setTimeout(drawPhrases);
  };
  const drawPhrases = async () => {
    for (const trace of phrases.data) trace.x = trace.x.map((v) => typeof v === "number" ? dated(v) : v);
    setUp(phrases, phraseBox);
    await Plotly.newPlot(phraseBox, phrases.data, phrases.layout, config);
    phraseBox.style.minHeight = 0;
    const used = phrases.data.flatMap((trace) => (trace.customdata || []).map((n, i) => ({ n, x: Date.parse(trace.x[i]), y: trace.y[i] })));
    phraseOvers = pointed(phraseBox, used, phraseOver, ({ n }) => openInterview(n[0]));
    document.documentElement.dataset.phrases = "yes";
    zooming(phraseBox);
  };
  let range = null, overs, phraseOvers;
  const show = (to) => {
    range = to;
    const shown = to || whole(inner(box)), layout = fitted(chart, inner(box), shown);
    thin(shown, inner(box));
    const own = chart.gap ? [...complete.keys()] : [], news = {};
    for (const key of lists) news[key] = own.map((trace) => trace[key]);
    news["marker.symbol"] = own.map((trace) => trace.marker.symbol);
    const done = own.length ? Plotly.update(box, news, layout, own.map((trace) => chart.data.indexOf(trace))) : Plotly.relayout(box, layout);
    done.then(() => { overs.put(); ring(); });
    if (phraseOvers) Plotly.relayout(phraseBox, fitted(phrases, inner(phraseBox), to || whole(inner(phraseBox)))).then(phraseOvers.put);
  };
  const zooming = (e) => {
    e.on("plotly_relayout", (change) => {
      if (change["xaxis.range[0]"]) show([change["xaxis.range[0]"], change["xaxis.range[1]"]].map((d) => Date.parse(d.replace(" ", "T") + (d.length > 10 ? "Z" : ""))));
    });
    e.on("plotly_doubleclick", () => show(null));
  };
  const live = () => {
    zooming(box);
    linkMarks();
    overs = pointed(box, marks, over, pick);
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
  let chosen = -1;
  const listMarks = () => {
    for (const trace of chart.data.filter((t) => t.customdata)) {
      const weight = telling.findIndex((name) => trace.name.startsWith(name)), { x, y, customdata, text, marker: { symbol } } = trace;
      const own = customdata.map((n, i) => ({ n, x: Date.parse(x[i]), y: y[i], weight }));
      complete.set(trace, { x, y, customdata, text, symbol: Array.isArray(symbol) && symbol, marks: own });
      marks.push(...own);
    }
  };
  const linkMarks = () => {
    const found = new Map(), number = new Map(lanes.map((lane, n) => [lane, n]));
    for (const m of marks) {
      m.lane = m.n < 0 ? lanes.length : number.get(laneOf(steps[m.n]));
      if (m.n >= 0 && sides(steps[m.n])[1]) found.set(`${m.lane} ${m.x}`, m);
    }
    for (const m of marks) {
      const [a, b] = m.n < 0 ? [] : sides(steps[m.n]);
      m.from = a && b && found.get(`${m.lane} ${Date.parse(dated(a.n))}`);
    }
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
  const pick = ({ n, link }) => {
    const index = marks.findIndex((m) => m.n === n);
    if (!link) chosen = index;
    if (n < 0) openInterview(-1 - n);
    else choose(steps[n]);
  };
  if (box) {
    box.addEventListener("keydown", (event) => {
      if (!marks.length) return;
      if (event.key === "Enter" && chosen >= 0) {
        event.preventDefault();
        overs.show(null);
        pick(marks[chosen]);
      } else if (/^Arrow|^Home$|^End$/.test(event.key)) {
        event.preventDefault();
        chosen = move(event.key);
        const { n } = marks[chosen];
        ring();
        overs.show(marks[chosen]);
        $("said").textContent = `${n < 0 ? "Interviews" : heading(laneOf(steps[n]))}. ${overs.said()}`;
      }
    });
  }
  const circle = make("div", { className: "ring", hidden: true });
  const ring = () => {
    const mark = marks[chosen], full = box._fullLayout;
    circle.hidden = !mark;
    if (!mark) return;
    const x = full.xaxis.l2p(mark.x);
    circle.hidden = x < -4 || x > full.xaxis._length + 4;
    circle.style.left = `${full.xaxis._offset + x}px`;
    circle.style.top = `${full.yaxis._offset + full.yaxis.l2p(mark.y)}px`;
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
  const linked = (place) => make("a", { href: `#${place.id}`, textContent: `${named(place.n)}, ${day(place.n)}, ${place.where}` });
  const figure = (place, q) => make("div", {}, q, make("p", {}, linked(place), asked(place) ? " · asked" : " · unprompted"));
  const shownWhole = (step) => {
    const [a, b] = sides(step), near = step.querySelector(".other"), found = [a && figure(a, quote(step, "-")), b && figure(b, quote(step, "+"))];
    if (near) found[b ? 0 : 1] = withoutIds(near);
    return make("div", { className: "pair" }, ...found.filter(Boolean));
  };
  const evidence = (step) => {
    const body = shownWhole(step), [a, b] = sides(step);
    const parts = [make("h3", { className: step.className }, ...withoutIds(step.querySelector("h4")).childNodes), body];
    const places = [a, b].filter(Boolean);
    all(":scope>div:not(.other)", body).forEach((e, i) => {
      const turn = $(places[i].id).closest("div"), full = sources[places[i].n].querySelector("h3+p a");
      e.append(
        make("details", { className: "asked" }, make("summary", { textContent: turn.querySelector(".question") ? "The question, and the passage" : "The passage" }), withoutIds(turn)),
        citing(places[i], e.querySelector("q").textContent),
        make("p", {}, make("a", { href: `${full.getAttribute("href")}#s${places[i].start}`, textContent: "Transcript" }), " (in the folder interviews/)"),
      );
    });
    const why = step.querySelector(":scope>p");
    if (why) parts.push(make("p", { className: "why", textContent: why.textContent }));
    const link = make("button", { textContent: "Copy link to this evidence", onclick: () => copy(location.href, link) });
    parts.push(make("p", { className: "tools" }, link));
    const lane = all("li", laneOf(step)), i = lane.indexOf(step);
    const go = (to, text) => make("button", { textContent: text, disabled: !to, onclick: () => choose(to) });
    parts.push(make("p", { className: "tools" }, go(lane[i - 1], "← Earlier"), `${i + 1} of ${lane.length}`, go(lane[i + 1], "Later →")));
    return parts;
  };
  const openInterview = (n) => {
    current = null;
    const source = sources[n], list = make("ul");
    for (const step of steps) {
      const [, b] = sides(step);
      if (b && b.n === n) list.append(make("li", {}, make("a", { href: `#${encodeURIComponent(step.id)}`, textContent: `${heading(laneOf(step))}: ${status(step)}` })));
    }
    open(`${named(n)}, ${day(n)}`, [withoutIds(source.querySelector("h3+p")), list]);
  };

  // --- citations
  const reference = (place) => ({ ...about(place.n), date: dated(place.n), day: day(place.n), where: place.where });
  const citations = {
    "Citation": (r, words) => `“${words}” ${[r.who, r.name && `“${r.name}”`, r.outlet, r.place].filter(Boolean).join(", ")}, ${r.day}, ${r.where}.${r.url ? ` ${r.url}` : ""}`,
    "BibTeX": (r, words) => {
      const [y, m, d] = r.date.split("-");
      const tex = (t) => t.replace(/[\\{}%$#&_~^]/g, (c) => ({ "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}" })[c] || `\\${c}`);
      const rows = { author: r.who && `{${tex(r.who)}}`, title: r.name && `{${tex(r.name)}}`, howpublished: tex(r.outlet), address: tex(r.place), year: y, month: m, day: d, note: tex(`${r.where}: “${words}”`), url: r.url };
      return `@misc{${r.id.replace(/[^\w-]+/g, "-")},\n${Object.entries(rows).filter(([, v]) => v).map(([k, v]) => `  ${k} = {${v}},`).join("\n")}\n}`;
    },
    "CSL-JSON": (r, words) => JSON.stringify([{ id: r.id, type: "interview", title: r.name || undefined, author: r.who ? [{ literal: r.who }] : undefined, publisher: r.outlet || undefined, "event-place": r.place || undefined, issued: { "date-parts": [r.date.split("-").map(Number)] }, locator: r.where, URL: r.url || undefined, note: words }], null, 1),
  };
  const citing = (place, words) => {
    const row = make("p", { className: "tools copy" }, "Copy ");
    for (const [name, write] of Object.entries(citations)) {
      const button = make("button", { textContent: name, onclick: () => copy(write(reference(place), words.trim()), button) });
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
  // What is far from the window is laid out only when it comes near, so a jump has to be made until nothing moves.
  const settle = (times = 8) => {
    let id = location.hash.slice(1);
    try { id = decodeURIComponent(id); } catch { /* not of our making */ }
    const goal = id && $(id), was = goal && goal.getBoundingClientRect().top;
    if (!goal || steps.includes(goal)) return;
    goal.scrollIntoView();
    if (times && Math.abs(goal.getBoundingClientRect().top - was) > 1) requestAnimationFrame(() => settle(times - 1));
  };
  addEventListener("hashchange", () => requestAnimationFrame(() => settle()));
  addEventListener("load", () => settle());
  document.addEventListener("click", (event) => {
    const a = event.target.closest('a[href^="#"]');
    if (!a || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const step = $(idOf(a));
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
      return link ? dated(last($(idOf(link)))) : heads[n].matches(".n") ? Number(text) : text;
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
    // A dozen rows are an overview; more come on demand, no more at a time than are laid out without delay.
    let most = rows.length > 15 ? 12 : 15;
    const more = make("button", { onclick: () => { most += 100; filter(); } });
    table.parentNode.after(more);
    const filter = () => {
      const left = rows.filter((row) => choices.every(([select, n]) => !select.value || row.cells[n].textContent === select.value));
      body.replaceChildren(...left.slice(0, most));
      more.hidden = left.length <= most;
      more.textContent = left.length <= most + 100 ? `Show all ${left.length}` : `Show 100 more of ${left.length}`;
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
      if (b) said.set(b.n, [...(said.get(b.n) || []), step]);
    }
    const numbers = [...said.keys()].sort((a, b) => a - b);
    if (numbers.length < 2) return;
    for (const select of [left, right]) {
      for (const n of numbers) select.append(make("option", { value: n, textContent: `${day(n)}, ${named(n)}` }));
      select.onchange = () => pair(Number(left.value), Number(right.value), said);
    }
    const sharpest = document.querySelector(".lede a"), start = sharpest && $(idOf(sharpest));
    const [a, b] = start ? sides(start) : [];
    left.value = a ? a.n : numbers[numbers.length - 2];
    right.value = b ? b.n : numbers[numbers.length - 1];
    if (left.value === right.value) left.value = numbers[0];
    $("side").hidden = false;
    pair(Number(left.value), Number(right.value), said);
  };
  const pair = (l, r, said) => {
    const out = [], [first, second] = l < r ? [l, r] : [r, l];
    const none = () => make("p", { className: "silent", textContent: "not said" });
    for (const lane of lanes) {
      const of = (n) => (said.get(n) || []).filter((s) => laneOf(s) === lane);
      const linked = of(second).filter((s) => { const [a] = sides(s); return a && a.n === first; });
      const done = new Set(linked.flatMap((s) => sides(s).map((p) => p.id)));
      const rest = (n) => of(n).filter((s) => !done.has(sides(s)[1].id)).map((s) => figure(sides(s)[1], bare(quote(s, "+"))));
      const blocks = linked.map((s) => {
        const [a, b] = sides(s), both = [figure(a, quote(s, "-")), figure(b, quote(s, "+"))];
        return make("div", { className: "pair" }, ...(l < r ? both : both.reverse()));
      });
      const x = rest(l), y = rest(r);
      for (let i = 0; i < Math.max(x.length, y.length); i++) blocks.push(make("div", { className: "pair" }, x[i] || none(), y[i] || none()));
      if (blocks.length) out.push(make("h3", { dir: "auto", textContent: heading(lane) }), ...blocks);
    }
    $("pairs").replaceChildren(...out);
  };

  // --- downloads. A cell that a spreadsheet would take for a formula gets an apostrophe, as in `timeline export`.
  const critic = { "-": (t) => `{--${t}--}`, "+": (t) => `{++${t}++}`, "=": (t) => t };
  const raw = { hedging: "hedge", emphasis: "boost", addition: "added", omission: "dropped", rewording: "reworded", "spelling or typography only": "editorial" };
  const kinds = (step) => {
    if (ends(step)) return ["dropped"];
    const told = status(step).replace(" · unprompted", "").split(": ")[1];
    return told ? told.split(", ").map((k) => raw[k] || k) : step.matches(".new,.more") ? ["added"] : [];
  };
  const record = (step) => {
    const [a, b] = sides(step), from = a && a.n, to = last(step), id = (n) => (n === null ? "" : sources[n].dataset.id);
    const text = (side) => (quote(step, side) || { textContent: "" }).textContent;
    return {
      theme: document.body.dataset.theme, position: laneOf(step).dataset.p, from_interview: id(from), to_interview: id(to),
      from_date: a ? dated(from) : "", to_date: dated(to), from_quote: text("-"), to_quote: text("+"),
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
    const shapes = box.layout.shapes.map((s) => s.name ? { ...s, showlegend: true } : s);
    const layout = { ...box.layout, shapes, showlegend: true, legend, paper_bgcolor: "#fff", plot_bgcolor: "#fff", margin: { ...box.layout.margin, t: box.layout.margin.t + 50, b: 110 }, title: { text: safe(document.querySelector("h1").textContent), x: 0.01, y: 0.985, yref: "container", yanchor: "top", font: { size: 18, color: "#222" } } };
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
  route();
  // A frame that is asked for is not yet painted: reading plotly.js beside it would delay it on a machine of few cores.
  let waiting = true;
  const start = () => {
    if (waiting) { waiting = false; setTimeout(() => draw().finally(() => setTimeout(sideBySide))); }
  };
  try { new PerformanceObserver(start).observe({ type: "paint", buffered: true }); } catch { requestAnimationFrame(start); }
  setTimeout(start, 400);
})();
