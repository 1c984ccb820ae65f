/**
 * The challenge for which somebody came to the studio: it stays in the address, so that saving, and
 * signing in on the way, lead back to it.
 */
import type { OnSite } from "./piece.ts";

const SLUG = /^[-\w]{1,80}$/;

/** Its name in addresses; null for who came for nothing of the kind. */
export function boundFor(search: string): string | null {
  const asked = new URLSearchParams(search).get("challenge");
  return asked && SLUG.test(asked) ? asked : null;
}

/** What of the address stays when the rest of it is done. */
export function keptSearch(search: string): string {
  const challenge = boundFor(search);
  return challenge ? `?challenge=${challenge}` : "";
}

export function enterUrl({ id }: OnSite, challenge: string | null): string {
  const where = challenge ? `/challenges/${challenge}/submit/` : "/challenges/";
  return `${where}?composition=${encodeURIComponent(id)}`;
}

export const enterWords = (challenge: string | null): string =>
  challenge ? "Back to the challenge with it" : "Enter it in a challenge";
