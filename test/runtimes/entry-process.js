// Runs a job in Node, Bun or Deno: the job's file is the argument, what came of it is printed as JSON.
import { readFileSync } from "node:fs";
import process from "node:process";
import * as clients from "atomscale-client";
import { observeJob } from "./observe.ts";

const job = JSON.parse(readFileSync(process.argv[2], "utf8"));
// A connection that a fault has left behind must not keep the process.
process.stdout.write(JSON.stringify(await observeJob(clients, job)), () => process.exit());
