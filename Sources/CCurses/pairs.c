// Which pair of colours has which number.
#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <string.h>

#include "internal.h"

// The pairs in use, by open addressing. ncurses' own alloc_pair evicts the oldest pair when it runs
// out and so recolours cells that are on the screen; here the newest wish degrades instead.
enum { SLOTS = 8192 };
static struct { int fg, bg, pair; } slots[SLOTS];
static int pairs_used;

void ct_pairs_forget(void) {
  memset(slots, 0, sizeof slots);
  pairs_used = 0;
}

static int pair_like(int fg, int bg) {
  int near = 0;
  for (int i = 0; i < SLOTS; i++) {
    if (slots[i].pair == 0) continue;
    if (slots[i].bg == bg) return slots[i].pair;  // the ground carries the selection: it is kept
    if (slots[i].fg == fg) near = slots[i].pair;
  }
  return near;
}

int ct_pair(int fg, int bg) {
  if (ct_colours() == 0 || (fg < 0 && bg < 0)) return 0;
  unsigned start = ((unsigned)fg * 2654435761u ^ (unsigned)bg * 40503u) % SLOTS;
  for (unsigned step = 0; step < SLOTS; step++) {
    unsigned i = (start + step) % SLOTS;
    if (slots[i].pair != 0 && slots[i].fg == fg && slots[i].bg == bg) return slots[i].pair;
    if (slots[i].pair != 0) continue;
    int limit = COLOR_PAIRS < SLOTS / 2 ? COLOR_PAIRS : SLOTS / 2;
    if (pairs_used + 1 >= limit) return pair_like(fg, bg);
    if (init_extended_pair(pairs_used + 1, fg, bg) == ERR) return pair_like(fg, bg);
    slots[i].fg = fg;
    slots[i].bg = bg;
    slots[i].pair = ++pairs_used;
    return slots[i].pair;
  }
  return 0;
}
