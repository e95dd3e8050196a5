// The declarations of this file name the types of the clients, which pnpm lets a project name only where it depends on
// the package that declares them.
import { createClient, createFetchClient } from "atomscale-client";
import { updateAll } from "atomscale-client/batch";
import { openJournal } from "atomscale-client/journal";
import { createMockFetch } from "atomscale-client/testing";

export const client = createFetchClient();
export const { updateDataEntry } = createClient();
export const mock = createMockFetch();
export const journal = (path: string) => openJournal(path);
export const run = () => updateAll(createClient(), []);
