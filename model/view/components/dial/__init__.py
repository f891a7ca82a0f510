"""One dial (`dial.js`): a slider, a number to type, its band in words, and a way back; for the dials."""
