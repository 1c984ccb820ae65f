/** The voting page. */
import "../player/element.ts";
import { Ballot } from "../voting/ballot.ts";

const root = document.getElementById("ballot");
if (root) void new Ballot(root).next();
