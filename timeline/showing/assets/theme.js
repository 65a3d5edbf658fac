(() => {
  "use strict";
  const $ = (id) => document.getElementById(id);
  const [chart, phrases] = JSON.parse($("figures").textContent);
  const config = { displayModeBar: false, responsive: true };

  // The page is painted first: plotly.js takes up to three seconds to read.
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

  const draw = async () => {
    await load();
    const box = $("chart");
    if (box) {
      box.textContent = "";
      await Plotly.newPlot(box, chart.data, chart.layout, config);
    }
    if ($("phrase-chart")) await Plotly.newPlot($("phrase-chart"), phrases.data, phrases.layout, config);
    document.documentElement.dataset.drawn = "yes";
  };
  addEventListener("DOMContentLoaded", () => requestAnimationFrame(() => setTimeout(draw)));
})();
