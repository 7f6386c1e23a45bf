// While the screen is up, nobody else may write on it: descriptor 2 goes to a file, and the end of
// that file is shown when the terminal is back, after a crash too. All of it is safe in a handler.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <unistd.h>

#include "internal.h"

enum { TAIL = 16384 };

static int log_file = -1;
static int real_errors = -1;
static off_t start;

void ct_write_all(int descriptor, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t sent = write(descriptor, bytes, count);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return;
    bytes += sent;
    count -= (size_t)sent;
  }
}

static int open_log(const char *path) {
  if (path != NULL && *path != 0) {
    int file = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (file >= 0) return file;
  }
  return memfd_create("errors", MFD_CLOEXEC);
}

// 1 when descriptor 2 is captured. One that is no terminal cannot spoil the screen and stays.
int ct_errors_capture(const char *path) {
  if (real_errors >= 0 || !isatty(STDERR_FILENO)) return 0;
  if (log_file < 0) {
    log_file = open_log(path);
    if (log_file < 0) return 0;
    start = lseek(log_file, 0, SEEK_END);
  }
  real_errors = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  if (real_errors < 0) return 0;
  dup2(log_file, STDERR_FILENO);
  return 1;
}

void ct_errors_release(void) {
  char bytes[1024];
  if (real_errors < 0) return;
  dup2(real_errors, STDERR_FILENO);
  close(real_errors);
  real_errors = -1;
  off_t end = lseek(log_file, 0, SEEK_END);
  off_t at = end - start > TAIL ? end - TAIL : start;
  while (at < end) {
    size_t want = end - at < (off_t)sizeof bytes ? (size_t)(end - at) : sizeof bytes;
    ssize_t got = pread(log_file, bytes, want, at);
    if (got <= 0) break;
    ct_write_all(STDERR_FILENO, bytes, (size_t)got);
    at += got;
  }
  start = end;
}
