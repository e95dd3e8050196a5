// Mends what Redoc leaves unreachable or unnamed for keyboards and screen readers.
function mend() {
  // Its search opens on a click or Ctrl+K only: https://www.w3.org/WAI/WCAG22/Understanding/keyboard
  for (const trigger of document.querySelectorAll('[data-testid="search-trigger"]:not([tabindex])')) {
    trigger.tabIndex = 0;
    trigger.setAttribute("role", "button");
    trigger.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      trigger.firstElementChild.click();
    });
  }
  // The name of the choice of an example leaves out the example that is chosen.
  for (const button of document.querySelectorAll('button[aria-label="Example"]')) {
    button.setAttribute("aria-label", `Example ${button.textContent}`);
  }
}
new MutationObserver(mend).observe(document.documentElement, { childList: true, subtree: true });
mend();
