// Mends what TypeDoc leaves nested: a link inside the summary that folds a part of its list of names.
function mend() {
  for (const link of document.querySelectorAll(".tsd-navigation summary a")) {
    const text = document.createElement("span");
    text.append(...link.childNodes);
    link.replaceWith(text);
  }
}
new MutationObserver(mend).observe(document.documentElement, { childList: true, subtree: true });
mend();
