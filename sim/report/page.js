"use strict";
const root = document.documentElement;
const buttons = [...document.querySelectorAll("[data-choose]")];
const languages = buttons.map((button) => button.dataset.choose);
function speak(language) {
  root.lang = language;
  root.dataset.language = language;
  for (const button of buttons) button.setAttribute("aria-pressed", button.dataset.choose === language);
}
function asked() {
  const said = (location.hash.match(/lang=([a-z]+)/) || [])[1];
  if (languages.includes(said)) return said;
  return root.lang;
}
if (buttons.length) {
  speak(asked());
  addEventListener("hashchange", () => speak(asked()));
  for (const button of buttons) {
    button.onclick = () => {
      history.replaceState(null, "", "#lang=" + button.dataset.choose);
      speak(button.dataset.choose);
    };
  }
}
let opened = [];
addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("details.kept:not([open])")];
  for (const one of opened) one.open = true;
});
addEventListener("afterprint", () => {
  for (const one of opened) one.open = false;
});
const tables = JSON.parse(document.getElementById("data").textContent);
for (const button of document.querySelectorAll("[data-csv]")) {
  button.onclick = () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(["\ufeff", tables[button.dataset.csv]], { type: "text/csv" }));
    link.download = button.dataset.csv + ".csv";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };
}
