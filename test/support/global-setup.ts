// One mock for the whole run, on a free port; `inject("mockUrl")` tells a test where it answers.
import type { TestProject } from "vitest/node";
import { startMock } from "../../scripts/mock/start-mock.ts";

declare module "vitest" {
  export interface ProvidedContext {
    mockUrl: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const mock = await startMock();
  project.provide("mockUrl", mock.url);
  return () => mock.close();
}
