// Our own script, kept small: what a page does beyond htmx. Everything also works without it.
"use strict";

// A form marked data-autosubmit sends itself when a choice changes; its button stays for those without script.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-autosubmit]");
  if (form) form.requestSubmit();
});

// On a phone the bar scrolls sideways: bring the link of this page into sight without moving the page.
for (const link of document.querySelectorAll("header.bar nav:not(.lang, .account) a[aria-current]")) {
  const bar = link.parentElement;
  bar.scrollLeft = link.offsetLeft - (bar.clientWidth - link.offsetWidth) / 2;
}

// A figure marked data-live can be turned into a live drawing; the chart script is fetched only then.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-live]");
  if (!button) return;
  button.disabled = true;
  const holder = document.getElementById(button.dataset.live);
  const phone = matchMedia("(max-width: 50rem)").matches;
  const address = (phone && button.dataset.narrow) || button.dataset.specification;
  const [specification] = await Promise.all([
    fetch(address).then((answer) => answer.json()),
    loadOnce(button.dataset.script),
  ]);
  await window.vegaEmbed(holder, specification, {
    ast: true,
    actions: false,
    defaultStyle: false,
    tooltip: { disableDefaultStyle: true },
    renderer: "svg",
  });
  button.remove();
});

function loadOnce(address) {
  if (window.vegaEmbed) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
}
