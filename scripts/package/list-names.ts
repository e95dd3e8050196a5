// Lists what a user of a package meets in an editor, read from its declarations: names, fields and functions to call.
import ts from "typescript";

/** Something that has to explain itself in an editor. */
export interface Name {
  /** Such as `atomscale-client/batch: Summary.stopped`. */
  readonly label: string;
  /** Program that uses the name, to stand on lines of its own. */
  readonly code: string;
  /** Whether it is called, so that its parameters have to explain themselves too. */
  readonly isCalled: boolean;
}

/** Generated trees of types, which are read by path rather than by name. */
const TREES = new Set(["components", "operations", "paths"]);

/** Lists the exported names of a module that the program imports as `alias`, with all their fields. */
export function listNames(
  checker: ts.TypeChecker,
  module: ts.Symbol,
  alias: string,
  specifier: string,
): Name[] {
  const names: Name[] = [];
  for (const exported of checker.getExportsOfModule(module)) {
    const { name } = exported;
    const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
    const label = `${specifier}: ${name}`;
    if (symbol.flags & ts.SymbolFlags.Function) {
      names.push({ label, code: `${alias}.${name}`, isCalled: true });
      continue;
    }
    const type = checker.getDeclaredTypeOfSymbol(symbol);
    const parameters = type.aliasTypeArguments ?? (type as ts.InterfaceType).typeParameters ?? [];
    const written = `${alias}.${name}${parameters.length > 0 ? `<${parameters.map(() => "any").join()}>` : ""}`;
    const isClass = (symbol.flags & ts.SymbolFlags.Class) !== 0;
    names.push({ label, code: isClass ? `new ${written}` : `type ${name} = ${written}`, isCalled: isClass });
    if (!TREES.has(name)) names.push(...listFields(checker, type, written, label));
  }
  return names;
}

/** Lists the fields of a type that the package declares itself, and those of the nameless types in it. */
function listFields(checker: ts.TypeChecker, type: ts.Type, written: string, label: string): Name[] {
  const fields: Name[] = [];
  for (const property of checker.getPropertiesOfType(type)) {
    const declaration = property.declarations?.find(isOurs);
    if (declaration === undefined) continue;
    const inner = checker.getNonNullableType(checker.getTypeOfSymbol(property));
    const own = {
      label: `${label}.${property.name}`,
      written: `NonNullable<${written}["${property.name}"]>`,
    };
    const signature = inner.getCallSignatures()[0];
    // What is optional is given by the user and called by the package.
    const isCalled = signature !== undefined && !(property.flags & ts.SymbolFlags.Optional);
    fields.push({ label: own.label, code: `({} as ${written}).${property.name}`, isCalled });
    if (isNameless(inner)) fields.push(...listFields(checker, inner, own.written, own.label));
    for (const [index, parameter] of (signature?.parameters ?? []).entries()) {
      const parameterType = checker.getTypeOfSymbol(parameter);
      const place = `Parameters<${own.written}>[${index}]`;
      if (isNameless(parameterType))
        fields.push(...listFields(checker, parameterType, place, `${own.label}(${parameter.name})`));
    }
  }
  return fields;
}

function isOurs(declaration: ts.Declaration): boolean {
  return declaration.getSourceFile().fileName.includes("/node_modules/atomscale-client/");
}

function isNameless(type: ts.Type): boolean {
  return (
    type.aliasSymbol === undefined &&
    type.symbol !== undefined &&
    (type.symbol.flags & ts.SymbolFlags.TypeLiteral) !== 0
  );
}
