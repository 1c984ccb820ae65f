/** Nothing is made yet that could be opened; the message says what to do first. */
export class NotYet extends Error {}
