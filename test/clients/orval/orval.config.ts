export default {
  atomscale: {
    input: "openapi.json",
    output: {
      target: "client.ts",
      client: "fetch",
      // Where the address and the key come from; orval's own fetch knows neither.
      override: { mutator: { path: "./http.ts", name: "send" } },
    },
  },
};
