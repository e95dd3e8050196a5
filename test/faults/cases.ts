// The cases of the fault suite: what the server does, and how the call must end. Data only, for every runtime.
import type { FaultCase } from "./case.ts";
import { connectionCases } from "./connection-cases.ts";
import { limitCases } from "./limit-cases.ts";
import { optionCases } from "./option-cases.ts";
import { recordCases } from "./record-cases.ts";
import { refusalCases } from "./refusal-cases.ts";
import { unreadableCases } from "./unreadable-cases.ts";

export const faultCases: readonly FaultCase[] = [
  ...recordCases,
  ...refusalCases,
  ...unreadableCases,
  ...connectionCases,
  ...limitCases,
  ...optionCases,
];
