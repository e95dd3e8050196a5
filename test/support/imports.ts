// The imports of TypeScript files, read by the compiler's own parser.
import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import ts from "typescript";
import { root } from "./readme-blocks.ts";

export interface Import {
  /** Path of the importing file from the root of the repository. */
  readonly from: string;
  /** Path of the imported file from the root of the repository, or the name of a package. */
  readonly to: string;
  /** Whether the import is for types only, so that nothing of it is left at run time. */
  readonly isType: boolean;
}

/** Lists the files below a folder with one of the endings, subfolders included, by their path from the root. */
export function listFiles(folder: string, ...endings: string[]): string[] {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
  const paths = names.map((name) => posix.join(folder, name.replaceAll("\\", "/")));
  return paths.filter((path) => endings.some((ending) => path.endsWith(ending))).sort();
}

/** Lists what the text of a file imports or exports from elsewhere, `import()` of code and of types included. */
export function readImports(file: string, text = readFileSync(join(root, file), "utf8")): Import[] {
  const imports: Import[] = [];
  const add = (specifier: ts.Node, isType: boolean): void => {
    const name = ts.isStringLiteralLike(specifier) ? specifier.text : "a name that is computed";
    imports.push({ from: file, to: name.startsWith(".") ? resolve(file, name) : name, isType });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
      add(node.moduleSpecifier, node.isTypeOnly);
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node.argument.literal, true);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [specifier = node] = node.arguments;
      add(specifier, false);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest));
  return imports;
}

function resolve(file: string, specifier: string): string {
  const path = posix.join(posix.dirname(file), specifier);
  // The declarations of `generated/` are imported under the name that their code would have.
  return path.replace(/\.js$/, ".d.ts");
}
