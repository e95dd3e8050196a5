// Adds a copy button to every code block, and unfolds the list of pages where there is room for it.
for (const block of document.querySelectorAll(".code")) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Copy";
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(block.querySelector("code").textContent);
    button.textContent = "Copied";
    setTimeout(() => {
      button.textContent = "Copy";
    }, 2000);
  });
  block.append(button);
}

const pages = document.querySelector(".pages");
if (pages) {
  const narrow = matchMedia("(max-width: 900px)");
  const fold = () => {
    pages.open = !narrow.matches;
  };
  narrow.addEventListener("change", fold);
  fold();
}

// A link to a folded part unfolds it.
function unfoldTarget() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const folded = target?.closest("details");
  if (folded) folded.open = true;
}
addEventListener("hashchange", unfoldTarget);
unfoldTarget();
