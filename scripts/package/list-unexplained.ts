// Asks the language service of TypeScript, as an editor does, what it shows of each name of the installed package.
import { join } from "node:path";
import ts from "typescript";
import { listNames, type Name } from "./list-names.ts";

/** What an editor shows of the package. */
export interface Explained {
  /** Number of names and fields that were looked at. */
  readonly names: number;
  /** Number of parameters that were looked at. */
  readonly parameters: number;
  /** Names, fields and parameters without a text, each with the place where it is missing. */
  readonly unexplained: readonly string[];
}

/** Looks at every name of the entries of a package that is installed in a folder. */
export function listUnexplained(folder: string, specifiers: readonly string[]): Explained {
  const file = join(folder, "names.ts");
  const imports = specifiers
    .map((specifier, index) => `import * as e${index} from "${specifier}";\n`)
    .join("");
  let code = imports;
  let version = 0;
  const read = (path: string): string | undefined => (path === file ? code : ts.sys.readFile(path));
  const service = ts.createLanguageService({
    getScriptFileNames: () => [file],
    getScriptVersion: (path) => (path === file ? `${version}` : "1"),
    getScriptSnapshot: (path) => {
      const text = read(path);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => folder,
    getCompilationSettings: () => ({
      strict: true,
      target: ts.ScriptTarget.ESNext,
      module: ts.ModuleKind.NodeNext,
      types: [],
    }),
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (path) => path === file || ts.sys.fileExists(path),
    readFile: read,
  });

  const program = service.getProgram() as ts.Program;
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file) as ts.SourceFile;
  const names = source.statements.flatMap((statement, index) => {
    const { moduleSpecifier } = statement as ts.ImportDeclaration;
    const module = checker.getSymbolAtLocation(moduleSpecifier);
    if (module === undefined) throw new Error(`${specifiers[index]} has no types.`);
    return listNames(checker, module, `e${index}`, specifiers[index] as string);
  });

  const ends: number[] = [];
  for (const { code: line, isCalled } of names) {
    code += line;
    ends.push(code.length);
    code += isCalled ? "();\n" : ";\n";
  }
  version += 1;
  const unexplained: string[] = [];
  let parameters = 0;
  for (const [index, { label, isCalled }] of names.entries()) {
    const end = ends[index] as number;
    if (!isShown(service, file, code, end, names[index] as Name)) unexplained.push(label);
    if (!isCalled) continue;
    const { items = [] } = service.getSignatureHelpItems(file, end + 1, undefined) ?? {};
    if (items.length === 0) unexplained.push(`${label}(: no signature`);
    for (const parameter of items.flatMap((item) => item.parameters)) {
      parameters += 1;
      if (!ts.displayPartsToString(parameter.documentation)) unexplained.push(`${label}(${parameter.name})`);
    }
  }
  return { names: names.length, parameters, unexplained };
}

/** Tells whether the hover and the completion of the name that ends at a place have a text. */
function isShown(service: ts.LanguageService, file: string, code: string, end: number, name: Name): boolean {
  const [word = ""] = /[\w$]+(?=(?:<[any,]+>)?$)/.exec(code.slice(0, end)) ?? [];
  const start = code.lastIndexOf(word, end);
  const hover = service.getQuickInfoAtPosition(file, start);
  service.getCompletionsAtPosition(file, start, undefined);
  const completion = service.getCompletionEntryDetails(
    file,
    start,
    word,
    undefined,
    undefined,
    undefined,
    undefined,
  );
  if (hover === undefined || completion === undefined)
    throw new Error(`${name.label} is not found: ${name.code}`);
  return [hover, completion].every(({ documentation }) => ts.displayPartsToString(documentation).length > 0);
}
