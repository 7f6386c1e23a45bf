// The wall between ncurses and Swift.
//
// Plain functions over plain numbers: nothing in this header names a type or a global of ncurses,
// because those are shared mutable state that Swift 6 rightly refuses, and their macros and
// variadic functions cannot be imported at all. There is one screen per process (ncurses keeps it
// in globals) and everything but the signal handlers belongs to the thread that opened it.
#ifndef CT_CCURSES_H
#define CT_CCURSES_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// Why a screen could not be opened.
enum {
  CT_OK = 0,
  CT_NOT_A_TERMINAL = 1,  // standard input or output is no terminal
  CT_NO_DESCRIPTION = 2,  // terminfo knows none of the names tried
  CT_DUMB = 3,            // the terminal cannot move its cursor
  CT_NO_SCREEN = 4,       // ncurses could not allocate its screen
  CT_ALREADY_OPEN = 5,
  CT_NO_DESCRIPTOR = 6,  // no pipe or no duplicate of a descriptor: see errno
};

// Colour wishes of ct_open.
enum {
  CT_COLOUR_NONE = 0,     // attributes only
  CT_COLOUR_PALETTE = 1,  // what the terminal's own description offers
  CT_COLOUR_DIRECT = 2,   // 24 bits, by a description made in memory
};

// Attributes of a cell.
enum {
  CT_BOLD = 1,
  CT_DIM = 2,
  CT_UNDERLINE = 4,
  CT_REVERSE = 8,
  CT_ITALIC = 16,
};

// A colour of a cell is -1 (the terminal's default), a palette number, or CT_RGB | 0xRRGGBB.
enum { CT_RGB = 0x1000000 };

// What ct_wait saw; several may be set at once, none means that the time ran out.
enum {
  CT_INPUT = 1,
  CT_WAKE = 2,
  CT_SIGNAL = 4,
  CT_HANGUP = 8,
};

struct ct_options {
  const char *term;       // the terminal's name; NULL or empty when the environment has none
  int colour;             // CT_COLOUR_...
  int mouse;              // report the mouse
  int synchronise;        // bracket frames by DEC private mode 2026
  const char *error_log;  // where stderr goes while the screen is up; NULL for an unnamed file
};

// Chooses the character set of the locale, or UTF-8 whatever the locale says when `force_utf8`.
// Answers 1 when text leaves as UTF-8.
int ct_use_locale(int force_utf8);

// Looks a terminal up without opening it; `fallbacks` allows the chain after `term`. Answers the
// name found (valid until the next call) or NULL.
const char *ct_describe(const char *term, int fallbacks);
// A number or flag of the terminal last described; -1 when the description has none.
int ct_number(const char *capability);

int ct_open(const struct ct_options *options);
// Leaves the screen, restores the terminal, stderr and the signal handlers. Harmless when closed.
void ct_close(void);
const char *ct_term(void);
// Colours that may be used: 0, 8, 16, 256 or 0x1000000.
int ct_colours(void);

// The size that the kernel reports now. 0 when it knows none.
void ct_measure(int *columns, int *rows);
// Adopts the size reported and forgets what the screen shows.
void ct_resize(int columns, int rows);
// Forgets what the screen shows, so that the next flush paints everything again.
void ct_forget(void);

// Puts one character, `text[0]` with `count - 1` combining marks, at a cell.
void ct_put(int row, int column, const uint32_t *text, int count, int attributes, int fg, int bg);
// Columns that the C library gives a character; -1 when it cannot be shown.
int ct_width(uint32_t scalar);
// Shows the cursor at a cell, or hides it when row is negative.
void ct_cursor(int row, int column);
// Sends what changed. `large` frames are bracketed when synchronising was asked for.
void ct_flush(int large);
// Sends bytes past ncurses, for sequences that change no cell.
void ct_send(const uint8_t *bytes, int count);

// Waits for the terminal, `wake` (-1 for none) or a signal; `milliseconds` < 0 waits for ever.
int ct_wait(int wake, int milliseconds);
// Reads what has arrived: -1 when nothing is there after all, 0 when the terminal is gone.
int ct_read(uint8_t *bytes, int capacity);
// Throws away what was typed but not read.
void ct_discard_input(void);
// The next signal that arrived, or 0.
int ct_next_signal(void);

// Gives the terminal back, stops the process as Ctrl-Z does, and takes it again when continued.
void ct_suspend(void);
// Takes the terminal again after somebody else stopped and continued the process.
void ct_resume(void);

#ifdef __cplusplus
}
#endif
#endif
