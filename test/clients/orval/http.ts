// Sends what the client that orval generates asks for.
export const target = { baseUrl: "https://api.atomscale.ai", key: "" };

export async function send<T>(path: string, init: RequestInit): Promise<T> {
  const headers = new Headers(init.headers);
  headers.set("X-API-KEY", target.key);
  // A redirect would carry the key and the change to another address.
  const response = await fetch(target.baseUrl + path, { ...init, headers, redirect: "manual" });
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json");
  return { status: response.status, headers: response.headers, data: isJson ? JSON.parse(text) : text } as T;
}
