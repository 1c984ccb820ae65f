/** The page that tells the result of a challenge. */
import { bindReveal } from "../site/revealing.ts";

const button = document.getElementById("reveal-next");
const steps = [...document.querySelectorAll<HTMLElement>("#reveal > [data-step]")];
if (button instanceof HTMLButtonElement) bindReveal(steps, button);
