import { ESLint } from "eslint";

const results = await new ESLint().lintFiles(["clean.ts", "faulty.ts"]);
console.log(
  JSON.stringify(results.map(({ messages }) => messages.map(({ ruleId, message }) => ruleId ?? message))),
);
