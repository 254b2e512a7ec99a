/*
 * Kills its own process (SIGKILL, as a power cut would) right before the N-th call that leaves
 * something behind: a file made, written, flushed, renamed, removed; a connection; a child process.
 * Preloaded into Node by crash-shim.ts.
 *
 *   CRASH_ARM   count only after this path was opened (start-up is of no interest); unset: at once
 *   CRASH_AT    the number of the call to die before; unset: only count
 *   CRASH_LOG   one line for each counted call is appended here: number, name, target
 *   CRASH_SENDS when set, bytes sent over sockets count too
 *
 * No header is included, so that the smallest C compiler can build it: the prototypes stand here.
 * The last argument of open is variadic in C but travels in the same register on x86-64 and arm64.
 */
typedef unsigned long size_t;
typedef long ssize_t;
typedef long off_t;

extern void *dlsym(void *handle, const char *name);
extern char *getenv(const char *name);
extern int unsetenv(const char *name);
extern int getpid(void);
extern int kill(int pid, int signal);
extern int pause(void);
extern long atol(const char *text);
extern int strcmp(const char *a, const char *b);
extern int strncmp(const char *a, const char *b, size_t n);
extern int snprintf(char *out, size_t n, const char *format, ...);
extern ssize_t readlink(const char *path, char *out, size_t n);
extern int pthread_mutex_lock(void *mutex);
extern int pthread_mutex_unlock(void *mutex);
extern int *__errno_location(void);

#define NEXT ((void *)-1L)
#define O_CREAT 0100
#define O_TRUNC 01000
#define CREATING(flags) (((flags) & (O_CREAT | O_TRUNC)) != 0)
#define SIGKILL 9
/* The function the program would have called without us; found once, with no harm in twice. */
#define FIND(name) if (!real) real = dlsym(NEXT, name)

static long mutex[16]; /* all zeros is an unlocked pthread mutex */
static int is_ready, is_armed, owner;
static long count, crash_at;
static const char *arm, *log_path;
static int counts_sends;

static void prepare(void) {
  const char *at;
  if (is_ready) return;
  is_ready = 1;
  owner = getpid();
  arm = getenv("CRASH_ARM");
  is_armed = arm == 0;
  at = getenv("CRASH_AT");
  crash_at = at ? atol(at) : 0;
  log_path = getenv("CRASH_LOG");
  counts_sends = getenv("CRASH_SENDS") != 0;
  unsetenv("LD_PRELOAD"); /* children are not ours to kill */
}

static void append(const char *line, int length) {
  static int (*open_)(const char *, int, int);
  static ssize_t (*write_)(int, const void *, size_t);
  static int (*close_)(int);
  int fd;
  if (!open_) open_ = dlsym(NEXT, "open");
  if (!write_) write_ = dlsym(NEXT, "write");
  if (!close_) close_ = dlsym(NEXT, "close");
  fd = open_(log_path, 02001 | O_CREAT, 0600); /* O_APPEND | O_WRONLY */
  if (fd < 0) return;
  write_(fd, line, length);
  close_(fd);
}

/* One durable call is about to happen. */
static void point(const char *name, const char *target) {
  char line[512];
  int length, saved = *__errno_location();
  pthread_mutex_lock(mutex);
  prepare();
  if (is_armed && owner == getpid()) {
    count++;
    if (log_path) {
      length = snprintf(line, sizeof line, "%ld %s %s\n", count, name, target);
      append(line, length < (int)sizeof line ? length : (int)sizeof line - 1);
    }
    if (count == crash_at) {
      kill(getpid(), SIGKILL);
      for (;;) pause();
    }
  }
  pthread_mutex_unlock(mutex);
  *__errno_location() = saved;
}

/* Whether a path is a real file, not a device. */
static int is_file(const char *path) {
  return strncmp(path, "/dev/", 5) != 0 && strncmp(path, "/proc/", 6) != 0;
}

/* For calls on an open file: counts files, never pipes, terminals or the event loop's own wake-ups. */
static void point_fd(const char *name, int fd) {
  char link[64], target[400];
  ssize_t length;
  int saved = *__errno_location();
  if (fd > 2 && is_armed) {
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    length = readlink(link, target, sizeof target - 1);
    target[length > 0 ? length : 0] = 0;
    if (target[0] == '/' && is_file(target)) point(name, target);
    else if (counts_sends && strncmp(target, "socket:", 7) == 0) point("send", "socket");
  }
  *__errno_location() = saved;
}

static void point_open(const char *name, const char *path, int flags) {
  if (!is_ready) prepare();
  if (arm && !is_armed && strcmp(path, arm) == 0) is_armed = 1;
  else if (CREATING(flags) && is_file(path)) point(name, path);
}

/* glibc has each file call twice, plain and with 64; on our platforms they are the same. */
#define OPEN(name)                                           \
  int name(const char *path, int flags, int mode) {          \
    static int (*real)(const char *, int, int);              \
    FIND(#name);                                             \
    point_open("open", path, flags);                         \
    return real(path, flags, mode);                          \
  }
#define OPENAT(name)                                         \
  int name(int dir, const char *path, int flags, int mode) { \
    static int (*real)(int, const char *, int, int);         \
    FIND(#name);                                             \
    point_open("open", path, flags);                         \
    return real(dir, path, flags, mode);                     \
  }
#define ON_FD(result, name, word, parameters, arguments)     \
  result name parameters {                                   \
    static result (*real) parameters;                        \
    FIND(#name);                                             \
    point_fd(word, fd);                                      \
    return real arguments;                                   \
  }
#define ON_PATH(name, parameters, arguments)                 \
  int name parameters {                                      \
    static int (*real) parameters;                           \
    FIND(#name);                                             \
    point(#name, path);                                      \
    return real arguments;                                   \
  }

OPEN(open)
OPEN(open64)
OPENAT(openat)
OPENAT(openat64)

ON_FD(ssize_t, write, "write", (int fd, const void *bytes, size_t n), (fd, bytes, n))
ON_FD(ssize_t, pwrite, "write", (int fd, const void *bytes, size_t n, off_t at), (fd, bytes, n, at))
ON_FD(ssize_t, pwrite64, "write", (int fd, const void *bytes, size_t n, off_t at), (fd, bytes, n, at))
ON_FD(ssize_t, writev, "write", (int fd, const void *parts, int n), (fd, parts, n))
ON_FD(ssize_t, pwritev, "write", (int fd, const void *parts, int n, off_t at), (fd, parts, n, at))
ON_FD(ssize_t, pwritev64, "write", (int fd, const void *parts, int n, off_t at), (fd, parts, n, at))
ON_FD(ssize_t, sendmsg, "send", (int fd, const void *message, int flags), (fd, message, flags))
ON_FD(ssize_t, sendfile, "write", (int fd, int from, off_t *at, size_t n), (fd, from, at, n))
ON_FD(ssize_t, sendfile64, "write", (int fd, int from, off_t *at, size_t n), (fd, from, at, n))
ON_FD(ssize_t, copy_file_range, "write",
      (int from, off_t *at, int fd, off_t *to, size_t n, unsigned flags), (from, at, fd, to, n, flags))
ON_FD(int, fsync, "fsync", (int fd), (fd))
ON_FD(int, fdatasync, "fdatasync", (int fd), (fd))
ON_FD(int, ftruncate, "ftruncate", (int fd, off_t length), (fd, length))
ON_FD(int, ftruncate64, "ftruncate", (int fd, off_t length), (fd, length))
ON_FD(int, fchmod, "fchmod", (int fd, unsigned mode), (fd, mode))
ON_FD(int, fchown, "fchown", (int fd, unsigned user, unsigned group), (fd, user, group))

ON_PATH(rename, (const char *path, const char *to), (path, to))
ON_PATH(link, (const char *path, const char *to), (path, to))
ON_PATH(symlink, (const char *path, const char *at), (path, at))
ON_PATH(unlink, (const char *path), (path))
ON_PATH(unlinkat, (int dir, const char *path, int flags), (dir, path, flags))
ON_PATH(remove, (const char *path), (path))
ON_PATH(mkdir, (const char *path, unsigned mode), (path, mode))
ON_PATH(rmdir, (const char *path), (path))
ON_PATH(chmod, (const char *path, unsigned mode), (path, mode))

int connect(int fd, const void *address, unsigned length) {
  static int (*real)(int, const void *, unsigned);
  const unsigned char *bytes = address;
  char target[160];
  int family = bytes[0] | bytes[1] << 8;
  if (family == 1 && length > 2) snprintf(target, sizeof target, "unix:%.*s", (int)length - 2, bytes + 2);
  else snprintf(target, sizeof target, "port %d", bytes[2] << 8 | bytes[3]);
  FIND("connect");
  point("connect", target);
  return real(fd, address, length);
}

int fork(void) {
  static int (*real)(void);
  FIND("fork");
  point("fork", "a child process");
  return real();
}
