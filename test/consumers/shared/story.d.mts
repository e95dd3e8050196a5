import type { ClientOptions } from "atomscale-client";

export function tellStory(options?: ClientOptions): Promise<Record<string, unknown>>;
