// Writes a page for each entry point of the package, as Markdown for VitePress, with TypeDoc.
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import {
  Application,
  type Comment,
  Converter,
  type DeclarationReflection,
  LogLevel,
  ReflectionFlag,
  ReflectionKind,
  ReflectionType,
} from "typedoc";
import { MarkdownPageEvent } from "typedoc-plugin-markdown";

const root = new URL("../../", import.meta.url);

/** What is imported, and the file of `src/` that it comes from. */
async function listModules(): Promise<{ name: string; file: string }[]> {
  const { exports } = JSON.parse(await readFile(new URL("package.json", root), "utf8"));
  return Object.keys(exports).flatMap((entry) => {
    const word = entry === "." ? "index" : entry.slice(2);
    const file = [`src/${word}.ts`, `src/${word}/index.ts`, `src/batch/${word}.ts`].find(
      (candidate) => !entry.includes(".json") && existsSync(new URL(candidate, root)),
    );
    return file === undefined ? [] : [{ name: `atomscale-client${entry.slice(1)}`, file }];
  });
}

/** Puts what a method throws into one list, and leaves out what says nothing. */
function shorten(markdown: string): string {
  return markdown
    .replaceAll(
      /(#+ Throws\n\n)((?:(?!\n#).)*)\n\n((?:#+ Throws\n\n(?:(?!\n#).)*(?:\n\n|$))*)/gs,
      (_, heading, first, more) =>
        [
          heading,
          ...[first, ...more.split(/#+ Throws\n\n/)].filter(Boolean).map((text) => `- ${text.trim()}\n`),
          "\n",
        ].join(""),
    )
    .replaceAll("__namedParameters", "details")
    .replaceAll(/#+ (?:(?:Overrides|Inherited from)\n\n|Extends\n\n- `AtomscaleMethods`).*\n\n/g, "")
    .replaceAll(/\*\*Description\*\* (.*?) \*\*Example\*\* `[^`]*`/g, "$1");
}

/** Keeps the class in the text of a `@throws`, which TypeDoc leaves out. */
function nameThrown(comment: Comment): void {
  for (const { tag, typeAnnotation, content } of comment.blockTags) {
    if (tag === "@throws" && typeAnnotation)
      content.unshift({ kind: "text", text: `\`${typeAnnotation.replace(/[{}]/g, "")}\` ` });
  }
}

/** Turns a property that holds a function into the method that it is for its callers, with a section of its own. */
function toMethod(property: DeclarationReflection): void {
  const { type, comment } = property;
  const signatures = type instanceof ReflectionType ? type.declaration.signatures : undefined;
  if (!signatures) return;
  for (const signature of signatures) {
    signature.name = property.name;
    signature.parent = property;
    if (comment) signature.comment = comment;
  }
  property.kind = ReflectionKind.Method;
  property.setFlag(ReflectionFlag.Readonly, false);
  property.signatures = signatures;
  delete property.type;
  delete property.comment;
}

export async function writeTypeScript(folder: URL): Promise<string[]> {
  const modules = await listModules();
  const app = await Application.bootstrapWithPlugins({
    plugin: ["typedoc-plugin-markdown", "typedoc-vitepress-theme"],
    name: "TypeScript",
    entryPoints: modules.map(({ file }) => fileURLToPath(new URL(file, root))),
    tsconfig: fileURLToPath(new URL("docs/tsconfig.json", root)),
    out: fileURLToPath(folder),
    docsRoot: fileURLToPath(new URL("docs/", root)),
    readme: "none",
    router: "module",
    disableSources: true,
    excludeExternals: true,
    logLevel: LogLevel.Warn,
    validation: { notExported: false, invalidLink: true },
    hideBreadcrumbs: true,
    useCodeBlocks: true,
    useCustomAnchors: true,
    customAnchorsFormat: "curlyBrace",
    // What is called comes before what is passed.
    groupOrder: ["Functions", "Classes", "Interfaces", "Type Aliases", "*"],
    parametersFormat: "table",
    interfacePropertiesFormat: "table",
    preservedTypeAnnotationTags: ["@throws"],
    classPropertiesFormat: "table",
    typeDeclarationFormat: "table",
  } as Parameters<typeof Application.bootstrapWithPlugins>[0]);
  app.converter.on(Converter.EVENT_CREATE_DECLARATION, (_, reflection) => {
    if (!reflection.kindOf(ReflectionKind.Module)) return;
    const files = [`src/${reflection.name}.ts`, `src/${reflection.name}/index.ts`];
    reflection.name = modules.find(({ file }) => files.includes(file))?.name ?? reflection.name;
  });
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const { comment } of Object.values(project.reflections)) if (comment) nameThrown(comment);
    for (const reflection of project.getReflectionsByKind(ReflectionKind.Interface)) {
      if (reflection.isDeclaration() && /^Atomscale(Fetch)?Client$/.test(reflection.name))
        for (const child of reflection.children ?? []) toMethod(child);
    }
  });
  app.converter.on(Converter.EVENT_RESOLVE_END, ({ project }) => {
    for (const reflection of project.getReflectionsByKind(ReflectionKind.Interface)) {
      if (!reflection.isDeclaration()) continue;
      // The pages of the operations tell what these hold, and `AtomscaleClient` repeats the last one.
      if (["components", "operations", "paths", "AtomscaleMethods"].includes(reflection.name)) {
        project.removeReflection(reflection);
        continue;
      }
      // The fields of a record come from an alias that only the package itself knows.
      delete reflection.extendedTypes;
      for (const child of reflection.children ?? []) {
        delete child.inheritedFrom;
        child.setFlag(ReflectionFlag.Inherited, false);
      }
    }
  });
  app.renderer.on(MarkdownPageEvent.END, (page: { contents?: string }) => {
    if (page.contents) page.contents = shorten(page.contents);
  });
  const project = await app.convert();
  if (!project) throw new Error("TypeDoc could not read the sources.");
  app.validate(project);
  await app.generateOutputs(project);
  if (app.logger.hasErrors() || app.logger.hasWarnings()) {
    throw new Error("TypeDoc warns of links that the pages lack; see above.");
  }
  return modules.map(({ name }) => name);
}
