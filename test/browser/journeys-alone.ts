/** By the keyboard alone journeys are walked; how screens look was seen before. */
import { beforeEach } from 'vitest';

beforeEach(({ task, skip }) => {
  if (/keeps? nobody out|is what the console looks like/.test(task.name)) skip();
});
