// The rows of the table of languages, in its order; docs/other-languages.md is written from them.
import { row as csharp } from "./csharp/row.ts";
import { row as go } from "./go/row.ts";
import { row as java } from "./java/row.ts";
import { row as python } from "./python/row.ts";
import type { Language } from "./row.ts";
import { row as rust } from "./rust/row.ts";
import { row as typescript } from "./typescript/row.ts";

export const languages: readonly Language[] = [typescript, python, go, java, rust, csharp];
