/* Moves the wall clock of every program that it is preloaded into, by CLOCK_OFFSET nanoseconds.
 * Only CLOCK_REALTIME moves: timeouts and pauses, which count on the monotonic clock, stay as they are.
 * A semaphore's deadline is told on the wall clock to a kernel whose clock has not moved: it is moved back. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <semaphore.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>

#define SECOND 1000000000LL

static long long offset(void) {
    static long long read;
    static int is_read;
    if (!is_read) {
        const char *given = getenv("CLOCK_OFFSET");
        read = given ? atoll(given) : 0;
        is_read = 1;
    }
    return read;
}

static void move(struct timespec *at, long long by) {
    long long all = at->tv_sec * SECOND + at->tv_nsec + by;
    at->tv_sec = all / SECOND;
    at->tv_nsec = all % SECOND;
}

int clock_gettime(clockid_t clock, struct timespec *at) {
    static int (*real)(clockid_t, struct timespec *);
    if (!real)
        real = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
    int failed = real(clock, at);
    if (!failed && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
        move(at, offset());
    return failed;
}

int gettimeofday(struct timeval *restrict at, void *restrict zone) {
    struct timespec now;
    (void)zone;
    clock_gettime(CLOCK_REALTIME, &now);
    at->tv_sec = now.tv_sec;
    at->tv_usec = now.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *at) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (at)
        *at = now.tv_sec;
    return now.tv_sec;
}

int sem_timedwait(sem_t *restrict semaphore, const struct timespec *restrict deadline) {
    static int (*real)(sem_t *, const struct timespec *);
    if (!real)
        real = (int (*)(sem_t *, const struct timespec *))dlsym(RTLD_NEXT, "sem_timedwait");
    struct timespec moved = *deadline;
    move(&moved, -offset());
    return real(semaphore, &moved);
}
