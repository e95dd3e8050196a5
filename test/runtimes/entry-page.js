// Runs a job in a page: the job is passed to a function of the page, what came of it is returned.
import * as clients from "atomscale-client";
import { observeJob } from "./observe.ts";

globalThis.runJob = (job) => observeJob(clients, job);
