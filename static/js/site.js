// What every page runs: HTMX, and the small behaviours that a data- attribute asks for.
import "htmx.org";
import "./copy.js";
import "./dismiss.js";
import "./grow.js";
import "./refusals.js";
import "./silence.js";
