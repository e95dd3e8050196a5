// Plays the steps of scripts on one connection of the server.
import type { Socket } from "node:net";
import { setTimeout as after } from "node:timers/promises";
import { otherRecord, recordOf } from "./record.ts";
import { isBroken, PREFLIGHT, writeNotFound, writeRecord, writeReply } from "./replies.ts";
import { type Arrived, RequestReader } from "./requests.ts";
import type { Call, Entry, Step } from "./script.ts";
import { ASTRAY, readFields, type Store } from "./truth.ts";

/** What a connection needs of the server around it. */
export interface Around {
  readonly entry: Entry;
  readonly store: Store;
  /** Origin to which redirects lead. */
  readonly other: string;
  /** Stores the value of a request, or has it stored elsewhere. */
  keep(id: number, request: Required<Arrived>): Promise<void> | void;
  restart(awayMs: number): void;
  /** Is given everything that goes on, so that nobody judges before it has ended. */
  goOn(work: Promise<void>): void;
  /** Breaks a connection, so that the client sees a reset. */
  reset(socket: Socket): void;
}

const TLS_RECORD = 0x16;

export function serve(socket: Socket, around: Around): void {
  const { entry, store } = around;
  const reader = new RequestReader();
  // Replies that a server which is out of step sends before the one that is due.
  const late: Buffer[] = [];
  let next: "reset" | "store-and-reset" | undefined;
  let due: { call: Call; step: Step } | undefined;

  const arrive = (request: Arrived): void => {
    const { method, headers, body } = request;
    const id = Number(headers.get("x-call"));
    if (body === undefined) {
      due = method === "PATCH" ? store.arrive(id, request.target) : undefined;
      if (request.target === ASTRAY) store.leadAstray(id);
      if (due?.step.breaksAtHead || (due && next === "reset")) around.reset(socket);
    } else if (method === "OPTIONS") {
      socket.write(PREFLIGHT);
    } else if (!due) {
      socket.write(writeNotFound());
    } else if (!socket.destroyed) {
      around.goOn(play(due.call, due.step, request as Required<Arrived>));
    }
  };

  const play = async (call: Call, step: Step, request: Required<Arrived>): Promise<void> => {
    const keep = async (): Promise<void> => {
      if (step.storesAfterMs) await after(step.storesAfterMs);
      await around.keep(call.id, request);
    };
    if (next === "store-and-reset") {
      await keep();
      around.reset(socket);
      return;
    }
    const kept = step.stores ? keep() : undefined;
    if (!step.hasty) await kept;
    if (step.repliesAfterMs) await after(step.repliesAfterMs);
    await answer(call, step, step.stores ? readFields(request.body ?? "") : {});
    await kept;
  };

  const answer = async (call: Call, step: Step, own: object | undefined): Promise<void> => {
    const { reply, end } = step;
    // A reply that overtakes the storing shows the value all the same.
    const fields = { ...store.fieldsOf(call.id), ...own };
    const stray = writeRecord(otherRecord(call, {}));
    const overdue = late.shift();
    if (overdue) {
      late.push(step.stores ? writeRecord(recordOf(call, fields)) : stray);
      socket.write(overdue);
      return;
    }
    // Whoever closes without a word after a whole reply does so to whichever call comes next.
    const closes = (end === "close" || end === "reset") && !(reply && isBroken(reply)) && entry !== "shared";
    for (const [index, piece] of (reply
      ? writeReply(reply, call, fields, around.other, closes)
      : []
    ).entries()) {
      if (index % 2 === 1) await after(1);
      if (!socket.destroyed && piece.length > 0) await new Promise((sent) => socket.write(piece, sent));
    }
    if (step.next === "late-reply") late.push(stray);
    else if (step.next === "extra-reply") socket.write(stray);
    else if (step.next === "leftover") socket.write("\r\nxyz");
    else if (step.next === "gone") around.reset(socket);
    else next = step.next;
    if (end === "restart") around.restart(step.awayMs ?? 0);
    else if (end === "reset") around.reset(socket);
    else if (end === "close" || (end === "keep" && reply?.framing === "close")) socket.end();
  };

  socket.on("data", (chunk: Buffer) => {
    if (chunk[0] === TLS_RECORD) socket.end("HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n");
    else for (const request of reader.push(chunk)) arrive(request);
  });
  // The client has given up; what it sent before has been read.
  socket.on("end", () => socket.end());
}
