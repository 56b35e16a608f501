// What the pages of the desk run beside what every page runs.
import "./editor.js";
import "./autosave.js";
import "./oneline.js";
import "./order.js";
import "./pictures.js";
import "./soundtrack.js";
