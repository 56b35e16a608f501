// What every page runs: HTMX, and the small behaviours that a data- attribute asks for.
import "htmx.org";
import "./back.js";
import "./bookmarks.js";
import "./comments.js";
import "./copy.js";
import "./counter.js";
import "./dismiss.js";
import "./grow.js";
import "./players.js";
import "./preferences.js";
import "./refusals.js";
import "./search.js";
import "./share.js";
import "./silence.js";
import "./unsent.js";
import "./until.js";
import "./visits.js";
