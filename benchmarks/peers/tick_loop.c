// A tick loop on an absolute grid, the best that C can do: tick_loop INTERVAL_MS [COUNT FILE]. With -d it makes itself a daemon first, by the classic double fork:
// tick_loop -d PIDFILE INTERVAL_MS [COUNT FILE]. With -l it writes a line for each tick: tick_loop -l INTERVAL_MS.
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static long now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000L + t.tv_nsec;
}

static void make_daemon(const char *pid_file)
{
    if (fork() != 0)
    {
        _exit(0);
    }

    setsid();
    if (fork() != 0)
    {
        _exit(0);
    }

    umask(022);
    if (chdir("/") != 0)
    {
        _exit(1);
    }

    int null = open("/dev/null", O_RDWR);
    dup2(null, 0);
    dup2(null, 1);
    dup2(null, 2);
    close(null);
    FILE *file = fopen(pid_file, "w");
    if (file == NULL)
    {
        _exit(1);
    }

    fprintf(file, "%d\n", (int)getpid());
    fclose(file);
}

static void log_line(long tick)
{
    struct timespec t;
    struct tm local;
    char time[32];
    char line[128];
    clock_gettime(CLOCK_REALTIME, &t);
    localtime_r(&t.tv_sec, &local);
    strftime(time, sizeof time, "%Y-%m-%dT%H:%M:%S", &local);
    int length = snprintf(line, sizeof line, "%s.%03ld info steady: tick %ld\n", time, t.tv_nsec / 1000000L, tick);
    if (write(1, line, (size_t)length) != length)
    {
        _exit(1);
    }
}

int main(int argc, char **argv)
{
    int logs = argc > 1 && strcmp(argv[1], "-l") == 0;
    argc -= logs;
    argv += logs;
    if (argc > 2 && strcmp(argv[1], "-d") == 0)
    {
        make_daemon(argv[2]);
        argc -= 2;
        argv += 2;
    }

    long interval = (argc > 1 ? atol(argv[1]) : 1000) * 1000000L;
    long count = argc > 3 ? atol(argv[2]) : 1;
    long *notes = calloc((size_t)count, sizeof(long));
    long origin = now();
    for (long i = 0; argc <= 3 || i < count; i++)
    {
        long instant = origin + i * interval;
        struct timespec t = {instant / 1000000000L, instant % 1000000000L};
        clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &t, NULL);
        notes[i % count] = now();
        if (logs)
        {
            log_line(i);
        }
    }

    char part[4096];
    snprintf(part, sizeof part, "%s.part", argv[3]);
    FILE *file = fopen(part, "w");
    for (long i = 0; file != NULL && i < count; i++)
    {
        fprintf(file, "%ld %ld\n", i, notes[i]);
    }

    return file == NULL || fclose(file) != 0 || rename(part, argv[3]) != 0;
}
