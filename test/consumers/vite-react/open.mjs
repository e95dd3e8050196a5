// Opens the built page in happy-dom, and prints what it shows when the updates are made.
import { readFile } from "node:fs/promises";
import { Window } from "happy-dom";

const page = new Window();
globalThis.window = page;
globalThis.document = page.document;
page.document.body.innerHTML = '<div id="root"></div>';
const html = await readFile("dist/index.html", "utf8");
await import(new URL(`dist${/src="(.*?)"/.exec(html)[1]}`, import.meta.url));
const shown = await new Promise((resolve) => {
  const look = () => {
    const text = page.document.querySelector("pre")?.textContent;
    if (text) resolve(text);
    else setImmediate(look);
  };
  look();
});
console.log(shown);
process.exit();
