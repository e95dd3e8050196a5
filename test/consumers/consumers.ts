// Strangers' projects. A project without a folder of its own runs `shared/tell.mjs`.
import { yarn } from "../../scripts/consumers/install.ts";
import { bundles } from "./bundles.ts";
import type { Consumer } from "./row.ts";
import { bin, NODE, STORY, TELL } from "./tell.ts";

/** Reads what Jest and Vitest print as JSON. */
function countTests(printed: string): unknown {
  const { success, numPassedTests: passed, numTotalTests: total } = JSON.parse(printed);
  return { success, passed, total };
}

export const consumers: readonly Consumer[] = [
  {
    name: "Jest 30, babel-jest",
    folder: "jest-babel",
    commands: [bin("jest/bin/jest.js", "--json")],
    read: countTests,
    expected: { success: true, passed: 4, total: 4 },
    requests: 4,
    asserts: "4 tests: record, error, mock, fetch client and batch",
  },
  {
    name: "Jest 30, ts-jest",
    folder: "jest-typescript",
    commands: [bin("jest/bin/jest.js", "--json")],
    read: countTests,
    expected: { success: true, passed: 4, total: 4 },
    requests: 4,
    asserts: "the same 4 tests in TypeScript under node10",
  },
  {
    name: "Jest 30, jsdom",
    folder: "jest-jsdom",
    commands: [bin("jest/bin/jest.js", "--json")],
    read: countTests,
    expected: { success: true, passed: 2, total: 2 },
    requests: 0,
    asserts: "2 tests with a fetch of the page's own: record, code and outcome of a 404",
  },
  {
    name: "Vitest",
    folder: "vitest",
    shared: ["story.mjs"],
    commands: [bin("vitest/vitest.mjs", "run", "--reporter=json")],
    read: countTests,
    expected: { success: true, passed: 2, total: 2 },
    requests: 4,
    asserts: "2 tests: every call, and the mock",
  },
  {
    name: "NestJS",
    folder: "nestjs",
    commands: [bin("typescript/bin/tsc"), [NODE, "dist/main.js"]],
    expected: [
      { http: 200, pipeline_status: "success" },
      { http: 404, code: "not-found", outcome: "not-applied" },
    ],
    requests: 2,
    asserts: "compiles under node10; an instance of a class is sent, a filter for AtomscaleError answers",
  },
  ...bundles,
  {
    name: "Express",
    folder: "express",
    commands: [[NODE, "main.mjs"]],
    expected: [
      { http: 200, names: "pipeline_status", key: false },
      { http: 500, names: "AtomscaleError", key: false },
      { http: 500, names: "AtomscaleError", key: false },
    ],
    requests: 3,
    asserts: "an uncaught error for 404 and for 503 gives 500, without the key",
  },
  {
    name: "Koa",
    folder: "koa",
    commands: [[NODE, "main.mjs"]],
    expected: {
      answers: [
        { http: 200, text: "success" },
        { http: 500, text: "Internal Server Error" },
        { http: 500, text: "Internal Server Error" },
      ],
      outcomes: ["not-applied", "unknown"],
    },
    requests: 3,
    asserts: "an uncaught error for 404 and for 503 gives 500; the listener reads its outcome",
  },
  {
    name: "pnpm",
    folder: "pnpm",
    manager: "pnpm",
    commands: [bin("typescript/bin/tsc"), [NODE, "dist/main.js"]],
    read: (printed, readFile) => ({
      ...JSON.parse(printed),
      declared: /^export declare const client: .*$/m.exec(readFile("dist/clients.d.ts"))?.[0],
    }),
    expected: {
      status: "success",
      orientation: "001",
      declared: 'export declare const client: import("atomscale-client").AtomscaleFetchClient;',
    },
    requests: 2,
    asserts: "strict linking; the declaration of a fetch client, and records",
  },
  {
    ...TELL,
    name: "Yarn Plug'n'Play",
    folder: "yarn",
    manager: "yarn",
    commands: [[NODE, yarn, "node", "tell.mjs"]],
  },
  {
    ...TELL,
    name: "Deno",
    folder: "deno",
    commands: [
      [
        "node_modules/@deno/linux-x64-glibc/deno",
        "run",
        "--no-prompt",
        "--node-modules-dir=manual",
        "--allow-net",
        "--allow-env",
        "tell.mjs",
      ],
    ],
  },
  {
    ...TELL,
    name: "Bun",
    folder: "bun",
    commands: [["node_modules/@oven/bun-linux-x64/bin/bun", "run", "tell.mjs"]],
  },
  { ...TELL, name: "git", manager: "git", commands: [[NODE, "tell.mjs"]] },
  {
    name: "typescript-eslint",
    folder: "typescript-eslint",
    commands: [[NODE, "lint.mjs"]],
    expected: [[], ["@typescript-eslint/unbound-method", "@typescript-eslint/no-floating-promises"]],
    requests: 0,
    asserts:
      "the strictest rules find nothing in a program with methods taken off, and both planted faults in another",
  },
  {
    name: "MSW",
    folder: "msw",
    commands: [[NODE, "main.mjs"]],
    expected: {
      outcomes: ["success", "not-found not-applied", "connection-failed unknown"],
      seen: Array(3).fill({ key: "key of a test", body: { pipeline_status: "success" } }),
    },
    requests: 0,
    asserts: "record, outcome of a 404 and of a network error, and what the handler received",
  },
  {
    ...TELL,
    name: "OpenTelemetry",
    folder: "opentelemetry",
    shared: ["story.mjs"],
    commands: [[NODE, "main.mjs"]],
    expected: { ...STORY, statuses: [200, 404, 200, 200], methods: ["PATCH"], key: false },
    asserts: "a span for each request with its status, and no key in any",
  },
  {
    ...TELL,
    name: "proxy on Node 24",
    folder: "proxy",
    commands: [["node_modules/node24/bin/node", "tell.mjs"]],
    environment: ({ proxy }) => ({ NODE_USE_ENV_PROXY: "1", HTTP_PROXY: proxy, NO_PROXY: "" }),
    isProxied: true,
    asserts: "every call, through a tunnel of the proxy that the environment names",
  },
  {
    ...TELL,
    name: "proxy by undici on Node 20",
    folder: "undici",
    shared: ["story.mjs"],
    commands: [[NODE, "main.mjs"]],
    environment: ({ proxy }) => ({ PROXY_URL: proxy }),
    isProxied: true,
    asserts: "every call, through a tunnel of undici's ProxyAgent",
  },
];
