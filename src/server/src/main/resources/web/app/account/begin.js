import { arrival } from "./arrival.js";

// Loaded before the page is drawn, so that nothing is drawn with what came with the address still in it.
arrival.begin();
