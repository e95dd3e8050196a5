// Runs the recipes that need more than a mock: a proxy, a private authority, other test runners, a page in Chromium.
import { execFile } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { startProxiedService } from "./guide/loopback-proxy.ts";
import { writeFiles } from "./guide/read-files.ts";
import { clickInPage } from "./guide/run-page.ts";
import { startMock } from "./mock/start-mock.ts";
import { installPacked } from "./package/install-packed.ts";
import { installFolder, root } from "./processes/run.ts";

let failed = 0;

function report(name: string, isRight: boolean, output: string): void {
  if (!isRight) failed += 1;
  console.log(`${isRight ? "ok  " : "FAIL"}  ${name}${isRight ? "" : `\n${output}`}`);
}

const tools = join(await installFolder("test/recipes"), "node_modules");
const { folder, remove } = await installPacked();
for (const name of await readdir(tools)) {
  const target = join(folder, "node_modules", name);
  if (!existsSync(target)) await symlink(join(tools, name), target);
}
for (const page of ["proxy", "test-runners", "react"]) await writeFiles(`docs/recipes/${page}.md`, folder);
await writeFile(
  join(folder, "plain.mjs"),
  `import { createClient } from "atomscale-client";
const ids = { data_id: "d290f1ee-6c54-4b01-90e6-d701748f0851" };
await createClient({ maxRetries: 0 }).updateDataEntry(ids, { pipeline_status: "success" }).then(
  (entry) => console.log(entry.last_updated),
  (error) => console.log(error.code, error.outcome, error.message),
);\n`,
);

const node24 = join(tools, "node24/bin/node");
const clean = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/proxy|^AS_|^ATOMSCALE_/i.test(name)),
);

async function run(program: string, args: string[], env: Record<string, string> = {}): Promise<string> {
  const options = { cwd: folder, env: { ...clean, NO_COLOR: "1", ATOMSCALE_API_KEY: "any", ...env } };
  const { stdout, stderr } = await promisify(execFile)(program, args, options).catch(
    (error: { stdout: string; stderr: string }) => error,
  );
  return stdout + stderr;
}

const mock = await startMock();
const proxied = await startProxiedService({
  data_id: "d290f1ee-6c54-4b01-90e6-d701748f0851",
  last_updated: "2024-01-15T14:00:00Z",
});
try {
  await writeFile(join(folder, "authority.pem"), proxied.authority);
  const service = { ATOMSCALE_API_ENDPOINT: proxied.serviceUrl };
  const trusting = { ...service, NODE_EXTRA_CA_CERTS: "authority.pem" };

  /** Runs a program behind a proxy; `printed` and the number of tunnels tell whether it went through. */
  async function behindProxy(
    name: string,
    args: string[],
    env: Record<string, string>,
    printed: RegExp,
    tunnels: number,
  ): Promise<void> {
    const [program = "", ...rest] = args;
    const before = proxied.tunnels();
    const output = await run(program, rest, env);
    report(name, printed.test(output) && proxied.tunnels() - before === tunnels, output);
  }
  const node = process.execPath;
  const proxy = { HTTPS_PROXY: proxied.proxyUrl };
  const environmentProxy = { ...proxy, NODE_USE_ENV_PROXY: "1" };
  const time = /^2024-01-15T14:00:00Z\n$/;
  await behindProxy(
    `proxy: ProxyAgent of undici, Node ${process.versions.node}`,
    [node, "update.mjs"],
    { ...trusting, ...proxy },
    time,
    1,
  );
  await behindProxy(
    "proxy: ProxyAgent of undici, Node 24",
    [node24, "update.mjs"],
    { ...trusting, ...proxy },
    time,
    1,
  );
  await behindProxy(
    "proxy: NODE_USE_ENV_PROXY, Node 24",
    [node24, "plain.mjs"],
    { ...trusting, ...environmentProxy },
    time,
    1,
  );
  await behindProxy(
    "proxy: none is asked without NODE_USE_ENV_PROXY",
    [node24, "plain.mjs"],
    { ...trusting, ...proxy },
    time,
    0,
  );
  const closed = { ...trusting, HTTPS_PROXY: "http://127.0.0.1:9" };
  await behindProxy(
    "proxy: not applied when the proxy is down",
    [node, "update.mjs"],
    closed,
    /not-applied/,
    0,
  );
  for (const [what, url] of [
    ["refuses the tunnel", proxied.refusingProxyUrl],
    ["does not resolve", "http://proxy.invalid:3128"],
  ] as const) {
    const env = { ...trusting, ...environmentProxy, HTTPS_PROXY: url };
    await behindProxy(
      `proxy: not applied when it ${what}, Node 24`,
      [node24, "plain.mjs"],
      env,
      /^connection-failed not-applied/,
      0,
    );
  }
  for (const [version, program] of [
    [process.versions.node, node],
    ["24", node24],
  ] as const) {
    await behindProxy(
      `authority: trusted by NODE_EXTRA_CA_CERTS, Node ${version}`,
      [program, "plain.mjs"],
      trusting,
      time,
      0,
    );
    const unknown = /^connection-failed not-applied .*NODE_EXTRA_CA_CERTS/;
    await behindProxy(
      `authority: named when it is unknown, Node ${version}`,
      [program, "plain.mjs"],
      service,
      unknown,
      0,
    );
  }

  const workers = join(root, "docs/recipes/workers.md");
  const [, printed = ""] = /^```text\n(.*?)^```$/ms.exec(await readFile(workers, "utf8")) ?? [];
  await writeFiles("docs/recipes/workers.md", folder);
  const received = await run(node, ["update.mjs"], { ATOMSCALE_API_ENDPOINT: mock.url });
  report("workers: what arrives of an error", received === printed && printed !== "", received);

  const vitest = await run(node, ["node_modules/vitest/vitest.mjs", "run", "vitest.test.js", "msw.test.js"]);
  report("Vitest and MSW", /Tests {2}4 passed/.test(vitest), vitest);
  const jest = await run(node, [
    "--experimental-vm-modules",
    "node_modules/jest/bin/jest.js",
    "jest.test.js",
  ]);
  report("Jest", /Tests: +1 passed/.test(jest), jest);

  const config = {
    compilerOptions: {
      strict: true,
      noEmit: true,
      jsx: "react-jsx",
      module: "NodeNext",
      target: "ES2022",
      lib: ["ES2023", "DOM"],
      skipLibCheck: true,
      types: ["node"],
      typeRoots: [join(root, "node_modules/@types")],
    },
    files: ["page.tsx", "route.ts"],
  };
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify(config));
  const compiled = await run(node, [join(root, "node_modules/typescript/bin/tsc"), "--project", folder]);
  report("React: compiles", compiled === "", compiled);
  process.env.ATOMSCALE_API_KEY = "key-of-the-server";
  const { status, script } = await clickInPage(folder, mock.url);
  report("React: saves through the route", status === "Saved: success", status);
  report("React: the page holds no key", !script.includes("key-of-the-server"), "the key is in the script");
  for (const [code, words] of [
    [404, "Not saved: the service refused the update."],
    [408, "Perhaps saved. Reload the record."],
    [503, "Perhaps saved. Reload the record."],
  ] as const) {
    const failing = createServer((_, response) => response.writeHead(code).end("{}"));
    failing.listen(0, "127.0.0.1");
    await once(failing, "listening");
    const { port } = failing.address() as AddressInfo;
    const told = (await clickInPage(folder, `http://127.0.0.1:${port}`)).status;
    failing.close();
    report(`React: says what a ${code} means`, told === words, told);
  }
} finally {
  proxied.close();
  await mock.close();
  await remove();
}
if (failed > 0) process.exitCode = 1;
