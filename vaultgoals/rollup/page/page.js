
// The page can be read without this; it makes the filters work, and shows them.
"use strict";
(() => {
  const form = document.getElementById("filters");
  const roots = document.querySelectorAll("details.root");

  const filter = () => {
    const goal = form.elements.goal.value;
    const rule = form.elements.rule.value;
    const age = Number(form.elements.age.value);
    let shown = 0;
    let all = 0;
    for (const section of document.querySelectorAll(".gap-section")) {
      let here = 0;
      for (const gap of section.querySelectorAll(".gap")) {
        const of = gap.dataset;
        const fits = (!goal || of.goals.split(" ").includes(goal)) && (!rule || of.rule === rule) && Number(of.days) >= age;
        gap.hidden = !fits;
        here += fits;
        all += 1;
      }
      section.hidden = here === 0;
      section.querySelector("h3 .muted").textContent = here;
      shown += here;
    }
    const told = shown === all ? `All ${all} gaps are shown.` : `${shown} of ${all} gaps are shown.`;
    document.getElementById("shown").textContent = all === 1 && shown === 1 ? "The one gap is shown." : told;
  };

  if (form) {
    form.hidden = false;
    form.addEventListener("change", filter);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(filter));
    for (const link of document.querySelectorAll("a[data-goal]")) {
      link.addEventListener("click", () => {
        form.reset();
        form.elements.goal.value = link.dataset.goal;
        if (!form.elements.goal.value) form.elements.goal.value = "";
        filter();
      });
    }
    filter();
  }

  for (const buttons of document.querySelectorAll(".buttons")) {
    buttons.hidden = false;
    buttons.addEventListener("click", (event) => {
      const wanted = event.target.dataset.open;
      if (wanted) for (const root of roots) root.open = wanted === "yes";
    });
  }

  // What is folded is printed too.
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open])")];
    for (const one of folded) one.open = true;
  });
  addEventListener("afterprint", () => {
    for (const one of folded) one.open = false;
    folded = [];
  });
})();
