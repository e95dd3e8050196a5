import { registerInstrumentations } from "@opentelemetry/instrumentation";
import { UndiciInstrumentation } from "@opentelemetry/instrumentation-undici";
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-node";
import { tellStory } from "./story.mjs";

const exporter = new InMemorySpanExporter();
const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
provider.register();
registerInstrumentations({ instrumentations: [new UndiciInstrumentation()], tracerProvider: provider });

const story = await tellStory();
const spans = exporter
  .getFinishedSpans()
  .map(({ name, attributes, events, status }) => ({ name, attributes, events, status }));
const statuses = spans.map(({ attributes }) => attributes["http.response.status_code"]);
const text = JSON.stringify(spans);
console.log(
  JSON.stringify({
    ...story,
    statuses,
    methods: [...new Set(spans.map(({ attributes }) => attributes["http.request.method"]))],
    key: text.includes(process.env.ATOMSCALE_API_KEY),
  }),
);
process.exit();
