// Calls every operation through either client in a process that can open no file and no socket any more.
import { openSync } from "node:fs";
import { callOperation, makers, operationIds } from "../support/call-operation.ts";
import { makeClient } from "../support/make-client.ts";
import { rejection } from "../support/settled.ts";
import { stories } from "./stories.ts";

const [baseUrl = ""] = process.argv.slice(2);

function useUpFiles(): void {
  try {
    for (;;) openSync("/dev/null", "r");
  } catch {
    // No more can be opened.
  }
}

const ended: unknown[] = [];
for (const maker of makers) {
  for (const operationId of operationIds) {
    const { pathParameters, patch } = stories[operationId];
    // Asked for right before fetch is called.
    const apiKey = (): string => {
      useUpFiles();
      return "as-fault-suite-key";
    };
    const client = makeClient(maker, { apiKey, baseUrl, maxRetries: 0 });
    const error = await rejection(callOperation(client, operationId, pathParameters, patch));
    const { code, outcome, attempts, message } = error;
    ended.push({ maker, operationId, code, outcome, attempts, message });
  }
}
process.stdout.write(JSON.stringify(ended));
