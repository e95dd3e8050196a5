import { defineConfig, type HeadConfig } from "vitepress";
import { sidebar } from "./sidebar.ts";

const title = "atomscale-client";
const description =
  "Update Atomscale records from TypeScript, and know after every failure whether the record was changed.";
const base = process.env.DOCS_BASE ?? "/";
/** Address at which the site is published, without a trailing slash; addresses for other sites need it. */
const published = process.env.DOCS_URL;

// Serialized into the search of the browser, so that nothing outside of these functions exists for them.
/** Keeps names such as `element_dict` and `rate-limited` whole, beside their parts. */
const tokenize = (text: string): string[] =>
  text
    .split(/[\s()[\]{},;:"'`|<>=…]+/u)
    .flatMap((word) => [
      word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ""),
      ...word.split(/[^\p{L}\p{N}]+/u),
    ])
    .filter((word, index, words) => word !== "" && words.indexOf(word) === index);
/** Explanations come before types, and what is sent before what comes back. */
const boostDocument = (id: string): number =>
  id.includes("/typescript/") ? 0.3 : id.includes("#response-") ? 0.8 : 1;

export default defineConfig({
  lang: "en-GB",
  title,
  titleTemplate: `:title · ${title}`,
  description,
  base,
  srcExclude: ["node_modules", "README.md"],
  cleanUrls: false,
  lastUpdated: false,
  head: [["link", { rel: "icon", type: "image/svg+xml", href: `${base}favicon.svg` }]],
  transformHead({ pageData }): HeadConfig[] {
    const page = pageData.relativePath.replace(/(^|\/)index\.md$/, "$1").replace(/\.md$/, ".html");
    return [
      ["meta", { property: "og:title", content: pageData.title || title }],
      ["meta", { property: "og:description", content: pageData.description || description }],
      ["meta", { property: "og:type", content: "website" }],
      ["meta", { property: "og:site_name", content: title }],
      ...(published
        ? ([
            ["meta", { property: "og:url", content: `${published}/${page}` }],
            ["link", { rel: "canonical", href: `${published}/${page}` }],
          ] as HeadConfig[])
        : []),
    ];
  },
  markdown: {
    theme: { light: "github-light-high-contrast", dark: "github-dark-high-contrast" },
    // The default limit of 500 ms leaves code without colours on a busy machine.
    shikiSetup(highlighter) {
      const { codeToHtml } = highlighter;
      highlighter.codeToHtml = (text, options) => codeToHtml(text, { ...options, tokenizeTimeLimit: 0 });
    },
  },
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag === "try-it" } } },
  themeConfig: {
    siteTitle: title,
    logo: { src: "/favicon.svg", alt: "" },
    outline: { level: [2, 3], label: "On this page" },
    nav: [
      { text: "Guide", link: "/", activeMatch: "^/($|index|guide/(?!many|beyond|other))" },
      { text: "Recipes", link: "/recipes/run-again", activeMatch: "/recipes/" },
      {
        text: "Operations",
        link: sidebar.find(({ text }) => text === "Operations")?.items[0]?.link ?? "/",
        activeMatch: "/operations/",
      },
      { text: "TypeScript", link: "/typescript/atomscale-client", activeMatch: "/typescript/" },
      { text: "Errors", link: "/errors", activeMatch: "^/errors" },
    ],
    sidebar,
    docFooter: { prev: "Previous", next: "Next" },
    notFound: {
      title: "This page does not exist",
      quote: "The search at the top finds every option, field and error code.",
      linkLabel: "Go to the quickstart",
      linkText: "Go to the quickstart",
    },
    search: {
      provider: "local",
      options: {
        detailedView: false,
        disableQueryPersistence: true,
        miniSearch: {
          options: { tokenize },
          searchOptions: { boostDocument, fuzzy: 0.1, prefix: true, boost: { title: 6, text: 1, titles: 1 } },
        },
      },
    },
    footer: {
      message: "An independent project, not one of Atomscale's. MIT licence.",
    },
  },
});
