// What a row of the table of consumers consists of.

/** A stranger's project: how it is installed and run, and what it must print. */
export interface Consumer {
  readonly name: string;
  /** Folder beside this file that holds the project; absent where it is no more than what it takes from `shared/`. */
  readonly folder?: string;
  /** Package manager, or `git` for an install of the package from this repository. Defaults to npm. */
  readonly manager?: "npm" | "pnpm" | "yarn" | "git";
  /** Files of `shared/` that the project imports. */
  readonly shared?: readonly string[];
  /** Commands in their order; a path begins in the folder of the project. */
  readonly commands: readonly (readonly [program: string, ...args: string[]])[];
  /** Variables of its environment, beside key and address of the service. */
  readonly environment?: (addresses: Addresses) => Readonly<Record<string, string>>;
  /** What is compared, read from what the last command printed; the last line as JSON unless told otherwise. */
  readonly read?: (printed: string, files: ReadFile) => unknown;
  /** What that must be. */
  readonly expected: unknown;
  /** Number of requests that must arrive at the service, each with the key and a body. */
  readonly requests: number;
  /** Whether every connection to the service must come through a tunnel of the proxy. */
  readonly isProxied?: boolean;
  /** What is compared, in words. */
  readonly asserts: string;
}

/** Addresses of the servers beside a project. */
export interface Addresses {
  readonly service: string;
  readonly proxy: string;
  readonly key: string;
}

/** Reads a file of the project. */
export type ReadFile = (path: string) => string;
