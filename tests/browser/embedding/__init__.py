"""Pages of other origins that show the page in a frame: who is heard at its door, and who is not."""
