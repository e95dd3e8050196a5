// Options that both clients refuse, with what they say of each.
const KEYS = "https:\\/\\/app\\.atomscale\\.ai";
const NOT_PRINTABLE = new RegExp(
  `the API key from the option apiKey must be printable ASCII, without line breaks or outer spaces\\. .*${KEYS}`,
);
const WRAPPED = new RegExp(`option apiKey must not have quotes around it or "Bearer" before it\\. .*${KEYS}`);
const BASE_URL =
  /base URL from the option baseUrl must begin with https:\/\/ \(http:\/\/ only to localhost, 127\.0\.0\.1 or \[::1\]\), without user, query, hash or braces/;

const throwing = {
  get apiKey(): string {
    throw new Error("unreadable");
  },
};

export const badOptions: [string, object, RegExp][] = [
  ["an empty key", { apiKey: "" }, new RegExp(`the API key from the option apiKey is empty\\. .*${KEYS}`)],
  ["a key with a line end", { apiKey: "sec-ret\n" }, NOT_PRINTABLE],
  ["a key with a line break inside", { apiKey: "sec\r\nret" }, NOT_PRINTABLE],
  ["a key with an outer space", { apiKey: " sec-ret" }, NOT_PRINTABLE],
  ["a key with a space at its end", { apiKey: "sec-ret " }, NOT_PRINTABLE],
  ["a key of a space", { apiKey: " " }, NOT_PRINTABLE],
  ["a key that is not ASCII", { apiKey: "tösec-ret" }, NOT_PRINTABLE],
  ["a key with Bearer before it", { apiKey: "Bearer sec-ret" }, WRAPPED],
  ["a key with bearer before it", { apiKey: "bearer sec-ret" }, WRAPPED],
  ["a key in quotes", { apiKey: '"sec-ret"' }, WRAPPED],
  ["a key in single quotes", { apiKey: "'sec-ret'" }, WRAPPED],
  [
    "a key that no server would take",
    { apiKey: "sec-ret".repeat(2_000) },
    /option apiKey is longer than 8192 characters/,
  ],
  ["a key that is no string", { apiKey: 123456789 }, /option apiKey must be a text, not number/],
  ["a key that is null", { apiKey: null }, /option apiKey must be a text, not null/],
  ["options that throw", throwing, /the option apiKey cannot be read/],
  ["plain http", { baseUrl: "http://api.atomscale.ai" }, BASE_URL],
  ["plain http to a name that begins as loopback", { baseUrl: "http://127.0.0.1.example.org" }, BASE_URL],
  ["plain http to a name that begins as localhost", { baseUrl: "http://localhost.example.org" }, BASE_URL],
  ["plain http to a name below localhost", { baseUrl: "http://api.localhost" }, BASE_URL],
  ["plain http to every address", { baseUrl: "http://0.0.0.0" }, BASE_URL],
  ["a scheme that ends as https", { baseUrl: "xhttps://a.example" }, BASE_URL],
  ["a scheme that ends as http", { baseUrl: "xhttp://localhost" }, BASE_URL],
  ["another scheme", { baseUrl: "ftp://api.atomscale.ai" }, BASE_URL],
  ["a blob of https", { baseUrl: "blob:https://a.example/x" }, BASE_URL],
  ["a blob of http", { baseUrl: "blob:http://localhost" }, BASE_URL],
  ["a relative base URL", { baseUrl: "/api" }, BASE_URL],
  ["an empty base URL", { baseUrl: "" }, BASE_URL],
  ["a base URL that is no string", { baseUrl: 7 }, BASE_URL],
  ["a base URL that is an object", { baseUrl: new URL("https://a.example") }, BASE_URL],
  ["a query in the base URL", { baseUrl: "https://a.example/?x=1" }, BASE_URL],
  ["an empty query in the base URL", { baseUrl: "https://a.example/?" }, BASE_URL],
  ["a hash in the base URL", { baseUrl: "https://a.example/#x" }, BASE_URL],
  ["braces in the base URL", { baseUrl: "https://a.example/{x}" }, BASE_URL],
  ["user info in the base URL", { baseUrl: "https://joe:hush@a.example" }, BASE_URL],
  ["a misspelt option", { apikey: "x" }, /option apikey is unknown; did you mean apiKey\?/],
  ["an unknown option", { flavour: 1 }, /option flavour is unknown; known are .*apiKey.*onAttempt/],
  ["an option of a call", { signal: AbortSignal.abort() }, /option signal is unknown/],
  ["an option named as a method of objects", { toString: 1 }, /option toString is unknown/],
  [
    "the key as a header",
    { headers: { "X-Api-Key": "x" } },
    /option headers must not hold X-API-KEY; pass apiKey/,
  ],
  [
    "a header that HTTP does not allow",
    { headers: { "bad name": "x" } },
    /option headers must be HTTP headers/,
  ],
  ["a header without a name", { headers: { "": "x" } }, /option headers must be HTTP headers/],
  ["a header that cannot travel", { headers: { a: "x\r\ny" } }, /option headers must be HTTP headers/],
  ["a header that is an object", { headers: { a: {} } }, /option headers must be HTTP headers/],
  ["headers of null", { headers: null }, /option headers must be HTTP headers, not null/],
  ["headers that are a text", { headers: "a: b" }, /option headers must be HTTP headers, not "a: b"/],
  ["headers that are no pairs", { headers: ["a: b"] }, /option headers must be HTTP headers/],
  [
    "a header of fetch's own",
    { headers: { Host: "a" } },
    /option headers must not hold host, which fetch sets/,
  ],
  ...[0, -1, Number.NaN, Number.POSITIVE_INFINITY, "5", null, 5n, Symbol("x")].flatMap(
    (value): [string, object, RegExp][] => [
      [
        `a timeoutMs of ${String(value)} (${typeof value})`,
        { timeoutMs: value },
        /option timeoutMs must be a positive number of milliseconds, not /,
      ],
      [
        `a totalTimeoutMs of ${String(value)}`,
        { totalTimeoutMs: value },
        /option totalTimeoutMs must be a positive number of milliseconds, not /,
      ],
    ],
  ),
  ["a fetch that is no function", { fetch: "fetch" }, /option fetch must be a function, not "fetch"/],
  ["an onAttempt that is no function", { onAttempt: {} }, /option onAttempt must be a function, not Object/],
  ...[-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, "2", null].map((value): [string, object, RegExp] => [
    `a maxRetries of ${value}`,
    { maxRetries: value },
    /option maxRetries must be a whole number from 0 on, not /,
  ]),
];
