// Signals become bytes in a pipe that the loop reads; a crash gives the terminal back and then goes
// on to crash exactly as it would have. Handlers use async-signal-safe calls only: write,
// tcsetattr, sigaction, dup2, pread, raise (signal-safety(7)).
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "internal.h"

static const int told[] = {SIGWINCH, SIGTSTP, SIGCONT, SIGTERM, SIGHUP, SIGINT, SIGQUIT};
static const int fatal[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP, SIGSYS};
enum { TOLD = sizeof told / sizeof *told, FATAL = sizeof fatal / sizeof *fatal };

static int bell[2] = {-1, -1};
static volatile sig_atomic_t arrived[TOLD];
static struct sigaction told_before[TOLD];
static struct sigaction fatal_before[FATAL];

static int guarded = 0;  // changed by atomic exchange: the first to leave restores
static int tty = -1;
static struct termios before;
static char reset[512];
static size_t reset_length;

static void give_back(void) {
  if (!__atomic_exchange_n(&guarded, 0, __ATOMIC_SEQ_CST)) return;
  ct_write_all(tty, reset, reset_length);
  tcsetattr(tty, TCSANOW, &before);
  ct_errors_release();
}

static int index_of(const int *set, int count, int number) {
  for (int i = 0; i < count; i++)
    if (set[i] == number) return i;
  return -1;
}

static int ends_process(int number) {
  return number == SIGTERM || number == SIGHUP || number == SIGINT || number == SIGQUIT;
}

static void tell(int number) {
  int saved = errno;
  int i = index_of(told, TOLD, number);
  if (i >= 0) {
    // Asked to end twice and the loop never heard the first: it hangs, so end without it.
    if (arrived[i] && ends_process(number)) {
      give_back();
      signal(number, SIG_DFL);
      raise(number);
    }
    arrived[i] = 1;
    char byte = 0;
    if (write(bell[1], &byte, 1) < 0) { /* full: the loop will wake anyway */ }
  }
  errno = saved;
}

static void crash(int number, siginfo_t *cause, void *context) {
  give_back();
  int i = index_of(fatal, FATAL, number);
  if (i >= 0) sigaction(number, &fatal_before[i], NULL);
  // A faulting instruction faults again on return, with its true address for a backtrace.
  int is_fault = cause != NULL && cause->si_code > 0 && number != SIGTRAP && number != SIGABRT;
  if (is_fault || i < 0) return;
  // What was sent by raise, abort or kill comes once only: the handler before us is called, and the
  // process ends by the signal whether or not that handler returns.
  const struct sigaction *old = &fatal_before[i];
  if (old->sa_flags & SA_SIGINFO) old->sa_sigaction(number, cause, context);
  else if (old->sa_handler != SIG_DFL && old->sa_handler != SIG_IGN) old->sa_handler(number);
  signal(number, SIG_DFL);
  raise(number);
}

static void install_told(int i) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = tell;
  action.sa_flags = SA_RESTART;
  sigfillset(&action.sa_mask);
  // What nohup or sudo ignored stays ignored: a dead terminal is seen by poll instead.
  if (told_before[i].sa_handler == SIG_IGN && ends_process(told[i])) return;
  sigaction(told[i], &action, NULL);
}

static void use_own_stack(void) {
  static char stack[65536];
  stack_t now;
  if (sigaltstack(NULL, &now) == 0 && !(now.ss_flags & SS_DISABLE)) return;
  stack_t mine = {.ss_sp = stack, .ss_size = sizeof stack, .ss_flags = 0};
  sigaltstack(&mine, NULL);
}

// Before newterm, so that a failure between the two is covered as well; ncurses installs its own
// handlers only where the default is in place, which then is nowhere.
int ct_guard_open(int descriptor, const struct termios *saved, const char *bytes, size_t length) {
  static int at_exit = 0;
  if (bell[0] < 0 && pipe2(bell, O_NONBLOCK | O_CLOEXEC) != 0) return 0;
  tty = descriptor;
  before = *saved;
  reset_length = length < sizeof reset ? length : sizeof reset;
  memcpy(reset, bytes, reset_length);
  __atomic_store_n(&guarded, 1, __ATOMIC_SEQ_CST);
  if (!at_exit) at_exit = atexit(give_back) == 0;
  use_own_stack();
  for (int i = 0; i < TOLD; i++) {
    arrived[i] = 0;
    sigaction(told[i], NULL, &told_before[i]);
    install_told(i);
  }
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_sigaction = crash;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  sigemptyset(&action.sa_mask);
  for (int i = 0; i < FATAL; i++) sigaction(fatal[i], &action, &fatal_before[i]);
  return 1;
}

void ct_guard_close(void) {
  give_back();
  for (int i = 0; i < TOLD; i++) sigaction(told[i], &told_before[i], NULL);
  for (int i = 0; i < FATAL; i++) sigaction(fatal[i], &fatal_before[i], NULL);
}

int ct_signal_descriptor(void) { return bell[0]; }

int ct_next_signal(void) {
  for (int i = 0; i < TOLD; i++) {
    if (arrived[i]) {
      arrived[i] = 0;
      return told[i];
    }
  }
  return 0;
}

// Stops the whole job, as the terminal does at Ctrl-Z, and returns when it was continued. A job
// whose shell is gone cannot be stopped; then this returns after a moment.
void ct_stop_process(void) {
  int stop = index_of(told, TOLD, SIGTSTP), go = index_of(told, TOLD, SIGCONT);
  signal(SIGTSTP, SIG_DFL);
  arrived[go] = 0;
  kill(0, SIGTSTP);
  for (int turn = 0; turn < 20 && !arrived[go]; turn++) poll(NULL, 0, 5);
  arrived[go] = 0;
  arrived[stop] = 0;
  install_told(stop);
}
