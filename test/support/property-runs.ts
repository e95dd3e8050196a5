// How often a property is tried. PROPERTY_RUNS sets that number.
export const RUNS = Number(process.env.PROPERTY_RUNS ?? 300);
export const SOCKET_RUNS = Math.ceil(RUNS / 10);
export const TIME_LIMIT_MS = 20_000 + RUNS * 20;
