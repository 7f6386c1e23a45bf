// Terminal descriptions. <term.h> defines macros for short words (`tab`, `lines`, `columns`), so it
// stays in this file.
#include <curses.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "internal.h"

#include <term.h>  // last: its macros would change the declarations above

static const char *const chain[] = {"xterm-256color", "xterm", "vt100"};

static int look_up(const char *term) {
  int problem = 0;
  if (term == NULL || *term == 0) return 0;
  return setupterm((NCURSES_CONST char *)term, STDOUT_FILENO, &problem) == OK;
}

const char *ct_describe(const char *term, int fallbacks) {
  static char found[128];
  const char *name = NULL;
  if (look_up(term)) name = term;
  for (size_t i = 0; name == NULL && fallbacks && i < sizeof chain / sizeof *chain; i++)
    if (look_up(chain[i])) name = chain[i];
  if (name == NULL) return NULL;
  snprintf(found, sizeof found, "%s", name);
  return found;
}

int ct_number(const char *capability) {
  int number = tigetnum((NCURSES_CONST char *)capability);
  if (number >= 0) return number;
  int flag = tigetflag((NCURSES_CONST char *)capability);
  if (flag > 0) return flag;
  char *text = tigetstr((NCURSES_CONST char *)capability);
  return text != NULL && text != (char *)-1 ? 1 : -1;
}

static const char *string_of(const char *capability) {
  const char *text = tigetstr((NCURSES_CONST char *)capability);
  return text == NULL || text == (const char *)-1 ? NULL : text;
}

// Copies a capability without its padding ($<20/>), which only real serial terminals need.
static size_t append(char *bytes, size_t used, size_t capacity, const char *text) {
  while (text != NULL && *text != 0 && used < capacity) {
    if (text[0] == '$' && text[1] == '<') {
      const char *end = strchr(text, '>');
      if (end != NULL) {
        text = end + 1;
        continue;
      }
    }
    bytes[used++] = *text++;
  }
  return used;
}

size_t ct_reset_sequence(char *bytes, size_t capacity) {
  static const char *const capabilities[] = {"sgr0", "op", "rmkx", "cnorm", "rmcup"};
  size_t used = 0;
  if (ct_number("kmous") > 0)  // a terminal of the xterm family
    used = append(bytes, used, capacity,
                  "\033[?2026l\033[?1006l\033[?1002l\033[?1000l\033[?1004l\033[?2004l");
  for (size_t i = 0; i < sizeof capabilities / sizeof *capabilities; i++)
    used = append(bytes, used, capacity, string_of(capabilities[i]));
  return append(bytes, used, capacity, "\r");
}

// MARK: a description in memory, term(5) "Storage format"

struct buffer {
  unsigned char *bytes;
  size_t used;
};

static void byte(struct buffer *out, int value) { out->bytes[out->used++] = (unsigned char)value; }

static void number16(struct buffer *out, int value) {
  byte(out, value & 0xff);
  byte(out, value >> 8 & 0xff);
}

static void number32(struct buffer *out, int value) {
  number16(out, value & 0xffff);
  number16(out, (int)((unsigned)value >> 16));
}

static void even(struct buffer *out) {
  if (out->used % 2 != 0) byte(out, 0);
}

// Below 16 a colour stays a number of the user's palette; every other one is 0xRRGGBB.
static const char direct_foreground[] =
    "\033[%?%p1%{16}%<%t38;5;%p1%d"
    "%e38;2;%p1%{65536}%/%d;%p1%{256}%/%{255}%&%d;%p1%{255}%&%d%;m";
static const char direct_background[] =
    "\033[%?%p1%{16}%<%t48;5;%p1%d"
    "%e48;2;%p1%{65536}%/%d;%p1%{256}%/%{255}%&%d;%p1%{255}%&%d%;m";

// Without switching character sets back and forth: no line drawing set is ever used.
static const char all_off[] = "\033[m";
static const char all_at_once[] =
    "\033[0%?%p6%t;1%;%?%p5%t;2%;%?%p2%t;4%;%?%p1%p3%|%t;7%;%?%p4%t;5%;%?%p7%t;8%;m";

static int number_for(const char *name) {
  if (strcmp(name, "colors") == 0) return 0x1000000;
  if (strcmp(name, "pairs") == 0) return 0x7fff;
  return tigetnum((NCURSES_CONST char *)name);
}

static int flag_for(const char *name) {
  if (strcmp(name, "ccc") == 0) return 0;  // the palette is the user's: it is never redefined
  return tigetflag((NCURSES_CONST char *)name) > 0;
}

static const char *string_for(const char *name) {
  static const char *const dropped[] = {"initc", "initp", "scp",   "setf", "setb",
                                        "acsc",  "enacs", "smacs", "rmacs"};
  if (strcmp(name, "setaf") == 0) return direct_foreground;
  if (strcmp(name, "setab") == 0) return direct_background;
  if (strcmp(name, "sgr0") == 0) return all_off;
  if (strcmp(name, "sgr") == 0) return all_at_once;
  for (size_t i = 0; i < sizeof dropped / sizeof *dropped; i++)
    if (strcmp(name, dropped[i]) == 0) return NULL;
  return string_of(name);
}

static size_t compile(struct buffer *out, const char *term) {
  int flags = 0, numbers = 0, strings = 0;
  size_t table = 0;
  while (boolnames[flags] != NULL) flags++;
  while (numnames[numbers] != NULL) numbers++;
  for (; strnames[strings] != NULL; strings++) {
    const char *text = string_for(strnames[strings]);
    if (text != NULL) table += strlen(text) + 1;
  }
  size_t limit = 12 + strlen(term) + 64 + (size_t)flags + 4 * (size_t)numbers
                 + 2 * (size_t)strings + table;
  if (table > 0x7fff || (out->bytes = calloc(1, limit)) == NULL) return 0;

  number16(out, 01036);  // numbers of 32 bits
  number16(out, (int)strlen(term) + 1);
  number16(out, flags);
  number16(out, numbers);
  number16(out, strings);
  number16(out, (int)table);
  for (const char *c = term; *c != 0; c++) byte(out, *c);
  byte(out, 0);
  for (int i = 0; i < flags; i++) byte(out, flag_for(boolnames[i]));
  even(out);
  for (int i = 0; i < numbers; i++) {
    int value = number_for(numnames[i]);
    number32(out, value < 0 ? -1 : value);
  }
  int offset = 0;
  for (int i = 0; i < strings; i++) {
    const char *text = string_for(strnames[i]);
    number16(out, text == NULL ? -1 : offset);
    if (text != NULL) offset += (int)strlen(text) + 1;
  }
  for (int i = 0; i < strings; i++) {
    const char *text = string_for(strnames[i]);
    for (; text != NULL && *text != 0; text++) byte(out, *text);
    if (text != NULL) byte(out, 0);
  }
  even(out);
  // One extended flag: RGB says that colour numbers are colours, user_caps(5).
  static const int extended[] = {1, 0, 0, 1, 4};
  for (size_t i = 0; i < sizeof extended / sizeof *extended; i++) number16(out, extended[i]);
  byte(out, 1);
  even(out);
  number16(out, 0);
  for (const char *c = "RGB"; *c != 0; c++) byte(out, *c);
  byte(out, 0);
  return out->used;
}

char *ct_direct_description(const char *term) {
  static const char digits[] = "0123456789abcdef";
  struct buffer out = {NULL, 0};
  if (!look_up(term)) return NULL;
  size_t count = compile(&out, term);
  char *text = count == 0 ? NULL : malloc(4 + 2 * count + 1);
  if (text != NULL) {
    memcpy(text, "hex:", 4);
    for (size_t i = 0; i < count; i++) {
      text[4 + 2 * i] = digits[out.bytes[i] >> 4];
      text[5 + 2 * i] = digits[out.bytes[i] & 15];
    }
    text[4 + 2 * count] = 0;
  }
  free(out.bytes);
  return text;
}
