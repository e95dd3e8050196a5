// Runs a job in workerd: the job comes as a request, what came of it goes back as the reply.
import * as clients from "atomscale-client";
import { observeJob } from "./observe.ts";

export default {
  async fetch(request) {
    return Response.json(await observeJob(clients, await request.json()));
  },
};
