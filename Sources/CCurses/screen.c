// The screen itself: ncurses for output and the terminal's modes. Input is read as bytes and
// decoded in Swift, where a split escape sequence can be tested.
#define NCURSES_WIDECHAR 1
#define _GNU_SOURCE
#define _XOPEN_SOURCE_EXTENDED 1
#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

#include "internal.h"

static SCREEN *screen = NULL;
static FILE *output = NULL;
static char name[128];
static int direct, colours, utf8, mouse, synchronise, xterm_family;

int ct_use_locale(int force_utf8) {
  const char *locale = setlocale(LC_CTYPE, "");
  utf8 = locale != NULL && strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
  if (!utf8 && force_utf8)
    utf8 = setlocale(LC_CTYPE, "C.UTF-8") != NULL || setlocale(LC_CTYPE, "en_US.UTF-8") != NULL;
  return utf8;
}

// MARK: opening and closing

static void enter_modes(void) {
  static const char on[] = "\033[?2004h\033[?1004h";
  static const char pointer[] = "\033[?1000h\033[?1002h\033[?1006h";
  if (!xterm_family) return;
  ct_write_all(STDOUT_FILENO, on, sizeof on - 1);
  if (mouse) ct_write_all(STDOUT_FILENO, pointer, sizeof pointer - 1);
}

static void leave_modes(void) {
  static const char off[] = "\033[?1006l\033[?1002l\033[?1000l\033[?1004l\033[?2004l";
  if (xterm_family) ct_write_all(STDOUT_FILENO, off, sizeof off - 1);
}

// newterm reads the description by name again; for 24 bits it finds ours in TERMINFO.
static SCREEN *new_screen(int want_direct) {
  char *description = want_direct ? ct_direct_description(name) : NULL;
  const char *inherited = getenv("TERMINFO");
  char *kept = inherited == NULL ? NULL : strdup(inherited);
  if (description != NULL) setenv("TERMINFO", description, 1);
  SCREEN *made = newterm(name, output, stdin);
  if (kept != NULL) setenv("TERMINFO", kept, 1);
  else unsetenv("TERMINFO");
  direct = made != NULL && description != NULL;
  free(kept);
  free(description);
  return made;
}

static void set_up_colours(int wish) {
  colours = 0;
  if (wish == CT_COLOUR_NONE || !has_colors() || start_color() != OK) return;
  use_default_colors();
  colours = COLORS >= 0x1000000 ? 0x1000000 : COLORS >= 256 ? 256 : COLORS >= 16 ? 16 : 8;
  if (COLORS < 8) colours = 0;
  direct = direct && colours == 0x1000000;
  if (!direct && colours == 0x1000000) colours = 256;
}

static int prepare(const struct ct_options *options) {
  const char *found = ct_describe(options->term, 1);
  if (found == NULL) return CT_NO_DESCRIPTION;
  snprintf(name, sizeof name, "%s", found);
  if (ct_number("cup") < 1) return CT_DUMB;
  xterm_family = ct_number("kmous") > 0;
  mouse = options->mouse;
  synchronise = options->synchronise;
  unsetenv("LINES");  // a shell's exported size outlives the next resize
  unsetenv("COLUMNS");
  set_escdelay(50);
  return CT_OK;
}

int ct_open(const struct ct_options *options) {
  struct termios saved;
  char reset[512];
  if (screen != NULL) return CT_ALREADY_OPEN;
  if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) return CT_NOT_A_TERMINAL;
  if (tcgetattr(STDIN_FILENO, &saved) != 0) return CT_NOT_A_TERMINAL;
  int problem = prepare(options);
  if (problem != CT_OK) return problem;
  int copy = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
  output = copy < 0 ? NULL : fdopen(copy, "w");
  if (output == NULL) return CT_NO_DESCRIPTOR;
  size_t length = ct_reset_sequence(reset, sizeof reset);
  ct_errors_capture(options->error_log);
  if (!ct_guard_open(STDIN_FILENO, &saved, reset, length)) return CT_NO_DESCRIPTOR;
  screen = new_screen(options->colour == CT_COLOUR_DIRECT);
  if (screen == NULL) {
    ct_guard_close();
    return CT_NO_SCREEN;
  }
  set_up_colours(options->colour);
  raw();
  noecho();
  nonl();
  keypad(stdscr, TRUE);
  idlok(stdscr, TRUE);
  leaveok(stdscr, FALSE);
  curs_set(0);
  enter_modes();
  return CT_OK;
}

void ct_close(void) {
  if (screen == NULL) return;
  leave_modes();
  endwin();
  ct_guard_close();
  delscreen(screen);
  screen = NULL;
  fclose(output);
  output = NULL;
  ct_pairs_forget();
}

const char *ct_term(void) { return name; }
int ct_colours(void) { return colours; }

// MARK: size and life

void ct_measure(int *columns, int *rows) {
  struct winsize size;
  *columns = *rows = 0;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 && size.ws_row > 0) {
    *columns = size.ws_col;
    *rows = size.ws_row;
  } else if (screen != NULL) {
    *columns = COLS;
    *rows = LINES;
  }
}

void ct_resize(int columns, int rows) {
  resizeterm(rows, columns);
  ct_forget();
}

void ct_forget(void) {
  erase();
  clearok(curscr, TRUE);
}

void ct_suspend(void) {
  leave_modes();
  endwin();
  ct_errors_release();
  ct_stop_process();
  ct_errors_capture(NULL);
  ct_resume();
}

void ct_resume(void) {
  reset_prog_mode();
  ct_forget();
  refresh();
  curs_set(0);
  enter_modes();
}

// MARK: cells

// In the 24-bit description the numbers below 16 mean the palette, so the darkest blues move on by
// an amount that no eye sees.
static int colour_number(int colour) {
  if (colour < CT_RGB) return colour >= colours ? -1 : colour;
  int rgb = colour & 0xffffff;
  return rgb < 16 ? 0x010101 : rgb;
}

static attr_t attributes_of(int bits) {
  attr_t all = A_NORMAL;
  if (bits & CT_BOLD) all |= A_BOLD;
  if (bits & CT_DIM) all |= A_DIM;
  if (bits & CT_UNDERLINE) all |= A_UNDERLINE;
  if (bits & CT_REVERSE) all |= A_REVERSE;
  if (bits & CT_ITALIC) all |= A_ITALIC;
  return all;
}

int ct_width(uint32_t scalar) {
  if (scalar < 0x7f) return scalar < 0x20 ? -1 : 1;
  return utf8 ? wcwidth((wchar_t)scalar) : -1;
}

void ct_put(int row, int column, const uint32_t *text, int count, int attributes, int fg, int bg) {
  wchar_t wide[CCHARW_MAX + 1];
  cchar_t cell;
  int used = 0;
  for (; used < count && used < CCHARW_MAX; used++) wide[used] = (wchar_t)text[used];
  wide[used] = 0;
  int pair = ct_pair(colour_number(fg), colour_number(bg));
  // The pair travels as an int behind `opts`: curs_getcchar(3x), EXTENSIONS.
  if (setcchar(&cell, wide, attributes_of(attributes), (short)0, &pair) != OK) return;
  // ERR at the bottom right corner only says that the cursor could not move on.
  mvadd_wch(row, column, &cell);
}

void ct_cursor(int row, int column) {
  curs_set(row < 0 ? 0 : 1);
  if (row >= 0) move(row, column);
}

// The brackets go by write(2) on both sides of ncurses' own buffer: putp would put both after it.
void ct_flush(int large) {
  static const char begin[] = "\033[?2026h", end[] = "\033[?2026l";
  if (synchronise && large) ct_write_all(STDOUT_FILENO, begin, sizeof begin - 1);
  wnoutrefresh(stdscr);
  doupdate();
  if (synchronise && large) ct_write_all(STDOUT_FILENO, end, sizeof end - 1);
}

void ct_send(const uint8_t *bytes, int count) {
  ct_write_all(STDOUT_FILENO, (const char *)bytes, (size_t)count);
}

// MARK: input

static void drain(int descriptor) {
  char bytes[256];
  while (read(descriptor, bytes, sizeof bytes) > 0) {}
}

int ct_wait(int wake, int milliseconds) {
  struct pollfd set[3] = {
      {.fd = STDIN_FILENO, .events = POLLIN},
      {.fd = wake, .events = POLLIN},
      {.fd = ct_signal_descriptor(), .events = POLLIN},
  };
  int seen = 0;
  if (poll(set, 3, milliseconds) < 0) return errno == EINTR ? CT_SIGNAL : CT_HANGUP;
  if (set[0].revents & POLLIN) seen |= CT_INPUT;
  else if (set[0].revents & (POLLHUP | POLLERR | POLLNVAL)) seen |= CT_HANGUP;
  if (set[1].revents & POLLIN) {
    drain(wake);
    seen |= CT_WAKE;
  }
  if (set[2].revents & POLLIN) {
    drain(ct_signal_descriptor());
    seen |= CT_SIGNAL;
  }
  return seen;
}

int ct_read(uint8_t *bytes, int capacity) {
  ssize_t got = read(STDIN_FILENO, bytes, (size_t)capacity);
  if (got < 0 && (errno == EINTR || errno == EAGAIN)) return -1;
  return got < 0 ? 0 : (int)got;
}

void ct_discard_input(void) { tcflush(STDIN_FILENO, TCIFLUSH); }
