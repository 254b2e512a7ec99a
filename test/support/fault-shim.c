/*
 * Makes the disk fail: calls on files below certain folders answer with an error of our choice.
 * Preloaded into Node by fault-shim.ts, which writes the order into the file FAULT_ORDER names:
 * the number of the error, then a folder a line. No such file: nothing fails.
 *
 *   ENOSPC (28)             what is written
 *   EROFS (30), EACCES (13) a file made, or opened for writing; a rename
 *   EBUSY (16)              a rename
 *   EIO (5)                 a flush
 *
 * As in crash-shim.c no header is included, and the last argument of open travels in its register.
 */
typedef unsigned long size_t;
typedef long ssize_t;
typedef long off_t;

extern void *dlsym(void *handle, const char *name);
extern char *getenv(const char *name);
extern int unsetenv(const char *name);
extern long atol(const char *text);
extern int strncmp(const char *a, const char *b, size_t n);
extern char *strchr(const char *text, int letter);
extern size_t strlen(const char *text);
extern int snprintf(char *out, size_t n, const char *format, ...);
extern ssize_t readlink(const char *path, char *out, size_t n);
extern ssize_t read(int fd, void *bytes, size_t n);
extern int close(int fd);
extern int *__errno_location(void);

#define NEXT ((void *)-1L)
#define WRITING(flags) (((flags) & (03 | 0100)) != 0) /* O_WRONLY, O_RDWR, O_CREAT */
#define FIND(name) if (!real) real = dlsym(NEXT, name)
#define FAIL_AS(number) do { *__errno_location() = number; return -1; } while (0)

static int is_below(const char *path, const char *folders) {
  const char *from = folders, *end;
  for (; *from; from = *end ? end + 1 : end) {
    end = strchr(from, '\n');
    if (!end) end = from + strlen(from);
    if (end > from && strncmp(path, from, end - from) == 0 && path[end - from] == '/') return 1;
  }
  return 0;
}

/* The error that is ordered for this path now; 0 when there is none. */
static int ordered(const char *path) {
  static int (*open_)(const char *, int, int);
  static char order_path[400];
  char order[2000];
  int fd, saved = *__errno_location(), number = 0;
  ssize_t length;
  if (!open_) {
    open_ = dlsym(NEXT, "open");
    snprintf(order_path, sizeof order_path, "%s", getenv("FAULT_ORDER") ? getenv("FAULT_ORDER") : "");
    unsetenv("LD_PRELOAD"); /* the disk of children is sound */
  }
  fd = path[0] == '/' ? open_(order_path, 02000000, 0) : -1; /* O_CLOEXEC */
  if (fd >= 0) {
    length = read(fd, order, sizeof order - 1);
    close(fd);
    order[length > 0 ? length : 0] = 0;
    if (strchr(order, '\n') && is_below(path, strchr(order, '\n') + 1)) number = (int)atol(order);
  }
  *__errno_location() = saved;
  return number;
}

static int ordered_fd(int fd) {
  char link[64], target[400];
  ssize_t length;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  length = readlink(link, target, sizeof target - 1);
  target[length > 0 ? length : 0] = 0;
  return ordered(target);
}

#define OPENING(name, parameters, arguments)                            \
  int name parameters {                                                 \
    static int (*real) parameters;                                      \
    int number = WRITING(flags) ? ordered(path) : 0;                    \
    FIND(#name);                                                        \
    if (number == 30 || number == 13) FAIL_AS(number);                  \
    return real arguments;                                              \
  }
#define ON_FD(result, name, error, parameters, arguments)               \
  result name parameters {                                              \
    static result (*real) parameters;                                   \
    FIND(#name);                                                        \
    if (fd > 2 && ordered_fd(fd) == error) FAIL_AS(error);              \
    return real arguments;                                              \
  }

OPENING(open, (const char *path, int flags, int mode), (path, flags, mode))
OPENING(open64, (const char *path, int flags, int mode), (path, flags, mode))
OPENING(openat, (int dir, const char *path, int flags, int mode), (dir, path, flags, mode))
OPENING(openat64, (int dir, const char *path, int flags, int mode), (dir, path, flags, mode))

ON_FD(ssize_t, write, 28, (int fd, const void *bytes, size_t n), (fd, bytes, n))
ON_FD(ssize_t, pwrite, 28, (int fd, const void *bytes, size_t n, off_t at), (fd, bytes, n, at))
ON_FD(ssize_t, pwrite64, 28, (int fd, const void *bytes, size_t n, off_t at), (fd, bytes, n, at))
ON_FD(ssize_t, writev, 28, (int fd, const void *parts, int n), (fd, parts, n))
ON_FD(ssize_t, pwritev, 28, (int fd, const void *parts, int n, off_t at), (fd, parts, n, at))
ON_FD(ssize_t, pwritev64, 28, (int fd, const void *parts, int n, off_t at), (fd, parts, n, at))
ON_FD(int, fsync, 5, (int fd), (fd))
ON_FD(int, fdatasync, 5, (int fd), (fd))

int rename(const char *path, const char *to) {
  static int (*real)(const char *, const char *);
  int number = ordered(to);
  FIND("rename");
  if (number == 30 || number == 13 || number == 16) FAIL_AS(number);
  return real(path, to);
}
