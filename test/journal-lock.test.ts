// openJournal: one process at a time, and none after its death.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import { relative } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { openJournal } from "../src/batch/journal.ts";
import { useTemporaryFolder } from "./support/temporary-folder.ts";

const at = useTemporaryFolder();
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

const journalModule = new URL("../src/batch/journal.ts", import.meta.url).href;

/** Opens a journal in another process, and resolves to that process or to what it was refused with. */
async function openElsewhere(path: string): Promise<{ child: ChildProcess; said: string }> {
  const code = `import(${JSON.stringify(journalModule)}).then(({ openJournal }) => openJournal(process.argv[1]))
    .then(() => { console.log("open"); setInterval(() => {}, 1e6); }, ({ code }) => console.log(code));`;
  const child = spawn(process.execPath, ["--import", import.meta.resolve("tsx"), "-e", code, path], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  const [said] = (await once(child.stdout as NodeJS.ReadableStream, "data")) as [Buffer];
  return { child, said: said.toString().trim() };
}

// Another process has to start, which takes long on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const inUse = { code: "in-use" };

describe("openJournal", () => {
  test("refuses a second opener in the same process, whatever name it comes by", async () => {
    const journal = await openJournal(at("run.jsonl"));
    fs.symlinkSync(at("run.jsonl"), at("link"));
    fs.mkdirSync(at("folder"));
    fs.symlinkSync(at("folder/.."), at("folder/up"));
    for (const path of [
      at("run.jsonl"),
      relative(process.cwd(), at("run.jsonl")),
      at("link"),
      at("folder/up/run.jsonl"),
    ])
      await expect(openJournal(path)).rejects.toMatchObject(inUse);
    await journal.close();
    await (await openJournal(at("link"))).close();
    expect(fs.readdirSync(at("")).sort()).toEqual(["folder", "link", "run.jsonl"]);
  });

  test("refuses a file with a second name, which no lock beside one of them covers", async () => {
    const journal = await openJournal(at("run.jsonl"));
    fs.mkdirSync(at("folder"));
    fs.linkSync(at("run.jsonl"), at("folder/hard"));
    await expect(openJournal(at("folder/hard"))).rejects.toMatchObject(inUse);
    await journal.close();
  });

  test("is refused while another process holds it, also one that is stopped, and not after its death", async () => {
    const { child, said } = await openElsewhere(at("run.jsonl"));
    expect(said).toBe("open");
    await expect(openJournal(at("run.jsonl"))).rejects.toMatchObject(inUse);
    child.kill("SIGSTOP");
    await expect(openJournal(at("run.jsonl"))).rejects.toMatchObject(inUse);
    child.kill("SIGKILL");
    await once(child, "exit");
    await (await openJournal(at("run.jsonl"))).close();
    expect(fs.readdirSync(at(""))).toEqual(["run.jsonl"]);
  });

  test("refuses another process while this one holds it", async () => {
    const journal = await openJournal(at("run.jsonl"));
    expect((await openElsewhere(at("run.jsonl"))).said).toBe("in-use");
    await journal.close();
    expect((await openElsewhere(at("run.jsonl"))).said).toBe("open");
  });

  test("never opens for two that come at the same moment", async () => {
    for (let round = 0; round < 30; round++) {
      const opened = await Promise.allSettled(Array.from({ length: 4 }, () => openJournal(at("run.jsonl"))));
      const journals = opened.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
      expect(journals.length).toBeLessThanOrEqual(1);
      for (const result of opened)
        if (result.status === "rejected") expect(result.reason).toMatchObject(inUse);
      for (const journal of journals) await journal.close();
    }
    await (await openJournal(at("run.jsonl"))).close();
  });

  test("locks in a folder whose path is too long for a socket", async () => {
    const folder = at("x".repeat(120));
    fs.mkdirSync(folder);
    const journal = await openJournal(`${folder}/run.jsonl`);
    await expect(openJournal(`${folder}/run.jsonl`)).rejects.toMatchObject(inUse);
    expect((await openElsewhere(`${folder}/run.jsonl`)).said).toBe("in-use");
    await journal.close();
    expect(fs.readdirSync(folder)).toEqual(["run.jsonl"]);
  });

  test("keeps journals of one folder apart", async () => {
    const one = await openJournal(at("one.jsonl"));
    const other = await openJournal(at("other.jsonl"));
    await one.close();
    await expect(openJournal(at("other.jsonl"))).rejects.toMatchObject(inUse);
    await other.close();
  });
});
