// Makes the certificates of the fault server anew at every start, so that no private key is kept anywhere.
import { generate, type SelfsignedOptions } from "selfsigned";

export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

const DAY_MS = 86_400_000;

export interface Certificates {
  /** Certificate of the authority that signs the others, to be trusted where a case says so. */
  readonly authority: string;
  readonly good: Certificate;
  readonly selfSigned: Certificate;
  readonly expired: Certificate;
  readonly otherHost: Certificate;
}

export async function makeCertificates(): Promise<Certificates> {
  const authority = await make("Fault suite authority", {
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", keyCertSign: true, critical: true },
    ],
  });
  const loopback = { altNames: [{ type: 7 as const, ip: "127.0.0.1" }] };
  const signed = (altNames: object, options: SelfsignedOptions = {}) =>
    make("127.0.0.1", {
      ca: authority,
      extensions: [{ name: "subjectAltName", altNames: [], ...altNames }],
      ...options,
    });
  return {
    authority: authority.cert,
    good: await signed(loopback),
    selfSigned: await make("127.0.0.1", { extensions: [{ name: "subjectAltName", ...loopback }] }),
    expired: await signed(loopback, {
      notBeforeDate: new Date(Date.now() - 30 * DAY_MS),
      notAfterDate: new Date(Date.now() - DAY_MS),
    }),
    otherHost: await signed({ altNames: [{ type: 2 as const, value: "elsewhere.invalid" }] }),
  };
}

async function make(commonName: string, options: SelfsignedOptions): Promise<Certificate> {
  const { private: key, cert } = await generate([{ name: "commonName", value: commonName }], {
    keyType: "ec",
    algorithm: "sha256",
    notBeforeDate: new Date(Date.now() - DAY_MS),
    ...options,
  });
  return { key, cert };
}
