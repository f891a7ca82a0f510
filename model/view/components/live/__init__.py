"""Where the levers and the answer meet in the browser: what is under the hand is worked out there, frame by frame."""
