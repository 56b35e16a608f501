// What the pages of the desk run beside what every page runs.
import "./editor.js";
import "./autosave.js";
import "./clocks.js";
import "./menu.js";
import "./notes.js";
import "./oneline.js";
import "./pictures.js";
import "./soundtrack.js";
import "./spot.js";
