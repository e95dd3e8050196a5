// What several rows share: the commands of Node, and what `shared/story.mjs` tells.

export const STORY = {
  status: "success",
  code: "not-found",
  outcome: "not-applied",
  orientation: "001",
  applied: 1,
};
export const TELL = {
  shared: ["story.mjs", "tell.mjs"],
  expected: STORY,
  requests: 4,
  asserts: "records of both clients and of a run, code and outcome of a 404",
};
export const NODE = process.execPath;
export const bin = (path: string, ...args: string[]) => [NODE, `node_modules/${path}`, ...args] as const;
