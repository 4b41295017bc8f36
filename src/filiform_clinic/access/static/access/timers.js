// Times of the needles that are in, on the face of the lock and on pages in a patient's hands.
import { startTimers } from "../ui/timers.js";

startTimers();
