// What the pages of the desk run beside what every page runs.
import "./editor.js";
import "./autosave.js";
import "./keys.js";
import "./oneline.js";
import "./pictures.js";
import "./quiet.js";
import "./shown.js";
import "./soundtrack.js";
import "./suggest.js";
