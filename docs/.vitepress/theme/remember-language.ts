// Shows the samples of every operation in the language that the reader chose last.
const key = "atomscale-client-language";

function showRemembered(): void {
  const language = localStorage.getItem(key);
  if (!language) return;
  const input = document.querySelector<HTMLInputElement>(`.language input[value="${CSS.escape(language)}"]`);
  if (input) input.checked = true;
}

export function rememberLanguage(router: { onAfterRouteChange?: () => void }): void {
  addEventListener("change", ({ target }) => {
    if (target instanceof HTMLInputElement && target.name === "language")
      localStorage.setItem(key, target.value);
  });
  router.onAfterRouteChange = () => requestAnimationFrame(showRemembered);
  addEventListener("load", showRemembered);
}
