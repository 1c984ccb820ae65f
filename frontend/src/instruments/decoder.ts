/** The page's side of the worker that decodes instruments. */
import type { DecodingAnswer, DecodingQuestion } from "./questions.ts";

interface Waiting {
  resolve(font: ArrayBuffer): void;
  reject(error: Error): void;
}

export class Decoder {
  private readonly worker: Worker;
  private readonly waiting = new Map<number, Waiting>();
  private asked = 0;

  constructor(script: URL) {
    this.worker = new Worker(script, { type: "module" });
    this.worker.onmessage = ({ data }: MessageEvent<DecodingAnswer>) => this.hear(data);
    this.worker.onerror = () => this.giveUp(new Error("instruments cannot be decoded here"));
  }

  /** Detaches the piece. */
  decode(piece: ArrayBuffer): Promise<ArrayBuffer> {
    const number = (this.asked += 1);
    return new Promise((resolve, reject) => {
      this.waiting.set(number, { resolve, reject });
      this.worker.postMessage({ number, piece } satisfies DecodingQuestion, [piece]);
    });
  }

  private hear(answer: DecodingAnswer): void {
    const waiting = this.waiting.get(answer.number);
    this.waiting.delete(answer.number);
    if ("font" in answer) waiting?.resolve(answer.font);
    else waiting?.reject(new Error(answer.fault));
  }

  private giveUp(error: Error): void {
    for (const each of this.waiting.values()) each.reject(error);
    this.waiting.clear();
  }
}
