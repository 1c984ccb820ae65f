/** The page on which a result is told. */
import { tellInTurn } from "../site/revealing.ts";

const list = document.getElementById("reveal");
const end = document.getElementById("reveal-end");
if (list && end) tellInTurn(list, end);
