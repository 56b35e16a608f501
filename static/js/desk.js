// What the pages of the desk run beside what every page runs.
import "./editor.js";
import "./autosave.js";
import "./bar.js";
import "./begun.js";
import "./door.js";
import "./oneline.js";
import "./pictures.js";
import "./presence.js";
import "./soundtrack.js";
