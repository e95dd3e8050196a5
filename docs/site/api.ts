// Writes the reference of the package's public names with TypeDoc, inside the frame of the site.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Application, Converter, JSX, LogLevel, PageEvent, ReflectionFlag, ReflectionKind } from "typedoc";
import { frameFooter, frameHead, frameHeader } from "./frame.ts";

const root = new URL("../../", import.meta.url);
// What is imported, and the file that it comes from.
const modules = [
  { name: "atomscale-client", file: "src/index.ts" },
  { name: "atomscale-client/testing", file: "src/testing.ts" },
];

/** Mends pages of TypeDoc where they break off from the file system or for screen readers. */
function mend(html: string): string {
  return (
    html
      // A page from the file system may not use another file's symbols; TypeDoc's script adds them to each page too.
      .replaceAll(/href="[^"]*assets\/icons\.svg(#[^"]+)"/g, 'href="$1"')
      // A link inside a summary can be reached, but not told apart from it.
      .replaceAll(/(<summary[^>]*>(?:(?!<\/summary>).)*?)<a [^>]*class="tsd-anchor-icon".*?<\/a>/gs, "$1")
      // What scrolls sideways on a narrow screen must be reached without a pointer.
      .replaceAll(
        '<div class="tsd-signature">',
        '<div class="tsd-signature" tabindex="0" role="region" aria-label="Signature">',
      )
      .replace('<div class="container container-main">', '<main class="container container-main">')
      .replace(/<\/div>\s*<footer><\/footer>/, "</main>")
  );
}

export async function writeApi(out: URL, files: string[]): Promise<void> {
  const entryPoints = modules.map(({ file }) => fileURLToPath(new URL(file, root))).filter(existsSync);
  const app = await Application.bootstrap({
    name: "atomscale-client",
    entryPoints,
    tsconfig: fileURLToPath(new URL("docs/tsconfig.json", root)),
    readme: fileURLToPath(new URL("docs/api.md", root)),
    includeHierarchySummary: false,
    disableSources: true,
    logLevel: LogLevel.Warn,
    excludeExternals: true,
    hideGenerator: true,
    treatWarningsAsErrors: true,
    validation: { notExported: true, invalidLink: true, rewrittenLink: true, unusedMergeModuleWith: true },
    searchInComments: true,
    navigation: { includeGroups: true, includeCategories: true, includeFolders: false },
    customCss: fileURLToPath(new URL("docs/assets/api.css", root)),
  });
  app.converter.on(Converter.EVENT_CREATE_DECLARATION, (_, reflection) => {
    if (!reflection.kindOf(ReflectionKind.Module)) return;
    reflection.name =
      modules.find(({ file }) => file === `src/${reflection.name}.ts`)?.name ?? reflection.name;
  });
  // The fields of a record come from an alias that only the package itself knows.
  app.converter.on(Converter.EVENT_RESOLVE_END, ({ project }) => {
    for (const reflection of project.getReflectionsByKind(ReflectionKind.Interface)) {
      if (!reflection.isDeclaration()) continue;
      delete reflection.extendedTypes;
      delete reflection.typeHierarchy;
      for (const child of reflection.children ?? []) {
        delete child.inheritedFrom;
        child.setFlag(ReflectionFlag.Inherited, false);
      }
    }
  });
  const raw = (html: string) => JSX.createElement(JSX.Raw, { html });
  app.renderer.hooks.on("head.end", (context) =>
    raw(
      `${frameHead(context.relativeURL("../"), [])}<script src="${context.relativeURL("../assets/api.js")}" defer></script>`,
    ),
  );
  app.renderer.hooks.on("body.begin", (context) =>
    raw(frameHeader(context.relativeURL("../"), "TypeScript", "api-content")),
  );
  app.renderer.hooks.on("content.begin", () => raw('<div id="api-content"></div>'));
  app.renderer.hooks.on("body.end", (context) => raw(frameFooter(context.relativeURL("../"), files)));

  app.renderer.on(PageEvent.END, (page: PageEvent) => {
    page.contents &&= mend(page.contents);
  });

  const project = await app.convert();
  if (!project) throw new Error("TypeDoc could not read the sources.");
  app.validate(project);
  await app.generateDocs(project, fileURLToPath(out));
  if (app.logger.hasErrors() || app.logger.hasWarnings()) {
    throw new Error("TypeDoc warns of names or links that the reference lacks; see above.");
  }
}
