import "sortablejs";
