// Options that both clients refuse, with what they say of each.
const BASE_URL =
  /base URL from the option baseUrl must begin with https:\/\/, .*loopback.* must not hold a user, query, hash or braces/;
const SECRET = "tösecret-key";
export const badOptions: [string, object, RegExp][] = [
  ["an empty key", { apiKey: "" }, /option apiKey must be printable ASCII.*https:\/\/app\.atomscale\.ai/],
  [
    "a key with a line end",
    { apiKey: "sec-ret\n" },
    /option apiKey must be printable ASCII.*https:\/\/app\.atomscale\.ai/,
  ],
  [
    "a key with a line break inside",
    { apiKey: "sec\r\nret" },
    /option apiKey must be printable ASCII.*https:\/\/app\.atomscale\.ai/,
  ],
  [
    "a key with an outer space",
    { apiKey: " sec-ret" },
    /option apiKey must be printable ASCII.*https:\/\/app\.atomscale\.ai/,
  ],
  [
    "a key that is not ASCII",
    { apiKey: SECRET },
    /option apiKey must be printable ASCII.*https:\/\/app\.atomscale\.ai/,
  ],
  ["a key that is no string", { apiKey: 123456789 }, /option apiKey must be printable ASCII/],
  ["a key that is null", { apiKey: null }, /option apiKey must be printable ASCII/],
  ["plain http", { baseUrl: "http://api.atomscale.ai" }, BASE_URL],
  ["plain http to a name that begins as loopback", { baseUrl: "http://127.0.0.1.example.org" }, BASE_URL],
  ["plain http to a name that begins as localhost", { baseUrl: "http://localhost.example.org" }, BASE_URL],
  ["a scheme that ends as https", { baseUrl: "xhttps://a.example" }, BASE_URL],
  ["a scheme that ends as http", { baseUrl: "xhttp://localhost" }, BASE_URL],
  ["another scheme", { baseUrl: "ftp://api.atomscale.ai" }, BASE_URL],
  ["a relative base URL", { baseUrl: "/api" }, BASE_URL],
  ["an empty base URL", { baseUrl: "" }, BASE_URL],
  ["a base URL that is no string", { baseUrl: 7 }, BASE_URL],
  ["a query in the base URL", { baseUrl: "https://a.example/?x=1" }, BASE_URL],
  ["an empty query in the base URL", { baseUrl: "https://a.example/?" }, BASE_URL],
  ["a hash in the base URL", { baseUrl: "https://a.example/#x" }, BASE_URL],
  ["braces in the base URL", { baseUrl: "https://a.example/{x}" }, BASE_URL],
  ["user info in the base URL", { baseUrl: "https://joe:hush@a.example" }, BASE_URL],
  ["a misspelt option", { apikey: "x" }, /option apikey is unknown; did you mean apiKey\?/],
  ["an unknown option", { flavour: 1 }, /option flavour is unknown; known are .*apiKey.*onAttempt/],
  ["the key as a header", { headers: { "X-Api-Key": "x" } }, /option headers .*no X-API-KEY/],
  ["a header that HTTP does not allow", { headers: { "bad name": "x" } }, /option headers/],
  ...[0, -1, Number.NaN, Number.POSITIVE_INFINITY, "5", null].flatMap((value): [string, object, RegExp][] => [
    [
      `a timeoutMs of ${JSON.stringify(value)} (${value})`,
      { timeoutMs: value },
      /option timeoutMs must be a positive number/,
    ],
    [`a totalTimeoutMs of ${value}`, { totalTimeoutMs: value }, /option totalTimeoutMs must be a positive/],
  ]),
  ["a fetch that is no function", { fetch: "fetch" }, /option fetch must be a function/],
  ["an onAttempt that is no function", { onAttempt: {} }, /option onAttempt must be a function/],
  ...[-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, "2", null].map((value): [string, object, RegExp] => [
    `a maxRetries of ${value}`,
    { maxRetries: value },
    /option maxRetries must be a/,
  ]),
];
