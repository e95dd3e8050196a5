// Turns Markdown into HTML: headings that can be linked to, highlighted code, tables that scroll.
import { Marked } from "marked";
import { createHighlighter } from "shiki";

// High-contrast themes, because the common ones fall below 4.5:1 on a tinted ground.
const themes = { light: "github-light-high-contrast", dark: "github-dark-high-contrast" };
const highlighter = await createHighlighter({
  themes: Object.values(themes),
  langs: ["bash", "csharp", "go", "java", "json", "python", "rust", "typescript"],
});
const loaded = new Set<string>([...highlighter.getLoadedLanguages(), "text"]);

export function renderCode(code: string, language: string): string {
  if (!loaded.has(language)) throw new Error(`No highlighting is loaded for "${language}".`);
  const html = highlighter.codeToHtml(code.trimEnd(), {
    lang: language,
    themes,
    defaultColor: "light-dark()",
    transformers: [
      {
        pre(node) {
          node.properties.role = "region";
          node.properties["aria-label"] = `Code, ${language}`;
        },
      },
    ],
  });
  return `<div class="code">${html}</div>`;
}

export function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/<[^>]+>|&\w+;|[^\w\s-]/g, "")
    .trim()
    .replace(/\s+/g, "-");
}

const marked = new Marked({
  async: false,
  renderer: {
    code: ({ text, lang }) => renderCode(text, lang?.split(" ")[0] ?? "text"),
    heading({ tokens, depth }) {
      const html = this.parser.parseInline(tokens);
      if (depth === 1) return `<h1>${html}</h1>\n`;
      const id = slug(html);
      const anchor = `<a class="anchor" href="#${id}" aria-label="Link to this section">#</a>`;
      return `<h${depth} id="${id}">${html}${anchor}</h${depth}>\n`;
    },
    table(token) {
      const row = (cells: typeof token.header, tag: string) =>
        `<tr>${cells.map((cell) => `<${tag}>${this.parser.parseInline(cell.tokens)}</${tag}>`).join("")}</tr>`;
      const body = token.rows.map((cells) => row(cells, "td")).join("\n");
      return `<div class="table" tabindex="0" role="region" aria-label="Table"><table><thead>${row(token.header, "th")}</thead>
<tbody>${body}</tbody></table></div>\n`;
    },
  },
});

/** First heading, first paragraph and HTML of a Markdown text. */
export function renderMarkdown(text: string): { title: string; lead: string; html: string } {
  const tokens = marked.lexer(text);
  const title = tokens.find((token) => token.type === "heading" && token.depth === 1);
  const lead = tokens.find((token) => token.type === "paragraph");
  if (title?.type !== "heading" || lead?.type !== "paragraph") {
    throw new Error("A page opens with a heading of the first level and a paragraph.");
  }
  const plain = (value: string) => value.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").replaceAll("`", "");
  return {
    title: plain(title.text),
    lead: plain(lead.text).replace(/\s+/g, " "),
    // Pages link to each other as Markdown files, so that they can be read as such too.
    html: marked.parser(tokens).replace(/href="([\w./-]+)\.md(#[^"]*)?"/g, 'href="$1.html$2"'),
  };
}
