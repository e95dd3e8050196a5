// The rows of the table of languages, in its order; docs/other-languages.md is written from them.
import { row as csharp } from "./csharp/row.ts";
import { row as go } from "./go/row.ts";
import { row as java } from "./java/row.ts";
import { row as kotlin } from "./kotlin/row.ts";
import { row as kubb } from "./kubb/row.ts";
import { row as ogen } from "./ogen/row.ts";
import { row as orval } from "./orval/row.ts";
import { row as php } from "./php/row.ts";
import { row as python } from "./python/row.ts";
import { row as pythonPydantic } from "./python-pydantic/row.ts";
import type { Language } from "./row.ts";
import { row as ruby } from "./ruby/row.ts";
import { row as rust } from "./rust/row.ts";
import { row as swaggerTypescriptApi } from "./swagger-typescript-api/row.ts";
import { row as typescript } from "./typescript/row.ts";
import { row as typescriptFetch } from "./typescript-fetch/row.ts";

export const languages: readonly Language[] = [
  typescript,
  orval,
  kubb,
  swaggerTypescriptApi,
  typescriptFetch,
  python,
  pythonPydantic,
  go,
  ogen,
  java,
  kotlin,
  rust,
  csharp,
  ruby,
  php,
];
