// <try-it>: sends the request of a sample to the mock, where the preview says that one is running.
const style = `
  :host { display: block; margin: 16px 0 }
  label { display: block; font-size: 13px; font-weight: 600; margin-bottom: 6px }
  textarea, pre {
    box-sizing: border-box; width: 100%; margin: 0; padding: 12px; border-radius: 8px; font: 13px/1.6 var(--vp-font-family-mono);
    color: var(--vp-c-text-1); background: var(--vp-code-block-bg); border: 1px solid var(--vp-c-divider);
  }
  textarea { resize: vertical }
  pre { overflow: auto; max-height: 320px }
  button {
    margin: 10px 0; padding: 6px 16px; border: 0; border-radius: 8px; font: 600 14px var(--vp-font-family-base); cursor: pointer;
    color: var(--vp-button-brand-text); background: var(--vp-button-brand-bg);
  }
  button:hover { background: var(--vp-button-brand-hover-bg) }
  :focus-visible { outline: 2px solid var(--vp-c-brand-1); outline-offset: 2px }
`;

class TryIt extends HTMLElement {
  connectedCallback(): void {
    const mock = document.querySelector<HTMLMetaElement>('meta[name="mock"]')?.content;
    if (mock === undefined || this.shadowRoot) return;
    const root = this.attachShadow({ mode: "open" });
    root.innerHTML = `<style>${style}</style><form>
      <label for="body">Try it: body to send to the mock</label>
      <textarea id="body" spellcheck="false"></textarea>
      <button>Send</button><div role="status"></div></form>`;
    const body = root.querySelector("textarea") as HTMLTextAreaElement;
    body.value = this.getAttribute("body") ?? "";
    body.rows = body.value.split("\n").length;
    const status = root.querySelector("[role=status]") as HTMLElement;
    root.querySelector("form")?.addEventListener("submit", async (event) => {
      event.preventDefault();
      status.textContent = "Sending …";
      const text = await this.send(mock, body.value);
      status.innerHTML = '<pre tabindex="0"></pre>';
      (status.firstChild as HTMLElement).textContent = text;
    });
  }

  private async send(mock: string, body: string): Promise<string> {
    try {
      const response = await fetch(mock + this.getAttribute("path"), {
        method: this.getAttribute("method") ?? "PATCH",
        headers: {
          "Content-Type": "application/json",
          "X-API-KEY": "any",
          Prefer: this.getAttribute("prefer") ?? "",
        },
        body,
      });
      const text = await response.text();
      return `${response.status} ${response.statusText}\n${format(text)}`;
    } catch (error) {
      return `No response from ${mock}: ${(error as Error).message}`;
    }
  }
}

function format(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

export function defineTryIt(): void {
  customElements.define("try-it", TryIt);
}
