// Shared by the files of this target only.
#ifndef CT_INTERNAL_H
#define CT_INTERNAL_H

#include <stddef.h>
#include <termios.h>

#include "ccurses.h"

// terminfo.c
// A compiled description like that of `term` but with 24-bit colours, as the value of TERMINFO;
// NULL when it cannot be made. The caller frees it.
char *ct_direct_description(const char *term);
// What puts the described terminal back: leaves the alternate screen, shows the cursor.
size_t ct_reset_sequence(char *bytes, size_t capacity);

// signals.c
int ct_guard_open(int tty, const struct termios *saved, const char *reset, size_t length);
void ct_guard_close(void);
int ct_signal_descriptor(void);
void ct_stop_process(void);

// pairs.c
// The number of a pair of colours, made when it is new; the nearest one when none is left.
int ct_pair(int fg, int bg);
void ct_pairs_forget(void);

// errors.c
int ct_errors_capture(const char *path);
void ct_errors_release(void);

void ct_write_all(int descriptor, const char *bytes, size_t count);

#endif
