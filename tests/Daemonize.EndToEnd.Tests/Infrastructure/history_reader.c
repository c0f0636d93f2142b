/*
 * Reads a history file as docs/history.md describes it, with nothing of the runtime.
 *
 *   history_reader show FILE          prints the pulse, the records, and the number of minutes and hours
 *   history_reader watch FILE UNTIL   reads the pulse in a tight loop until the file UNTIL exists; exits with 1 at a torn pulse, or at one
 *                                     that is older than one before
 */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { HEAD = 384, RECORDS = 4096, SIZE = 32, PULSE = 128 };

static uint32_t crc_table[256];

static void prepare(void)
{
    for (uint32_t i = 0; i < 256; i++) {
        uint32_t crc = i;
        for (int bit = 0; bit < 8; bit++)
            crc = crc & 1 ? crc >> 1 ^ 0x82F63B78u : crc >> 1;
        crc_table[i] = crc;
    }
}

static uint64_t number(const unsigned char *at, int size)
{
    uint64_t value = 0;
    while (size-- > 0)
        value = value << 8 | at[size];
    return value;
}

static double real(const unsigned char *at, int size)
{
    uint64_t bits = number(at, size);
    uint32_t half = (uint32_t)bits;
    float small;
    double large;
    memcpy(&small, &half, sizeof small);
    memcpy(&large, &bits, sizeof large);
    return size == 4 ? small : large;
}

static int is_whole(const unsigned char *part, int size)
{
    uint32_t crc = 0xFFFFFFFFu;
    for (int i = 0; i < size - 4; i++)
        crc = crc >> 8 ^ crc_table[(crc ^ part[i]) & 0xFF];
    return number(part + size - 4, 4) == (crc ^ 0xFFFFFFFFu);
}

static int fail(const char *what)
{
    fprintf(stderr, "%s: %s\n", what, errno ? strerror(errno) : "wrong");
    return 1;
}

static int is_history(const unsigned char *head)
{
    return memcmp(head, "DMNHIST\0", 8) == 0 && number(head + 8, 2) == 1 && number(head + 10, 2) >= SIZE && is_whole(head, 64);
}

/* The newer of the whole pulses; null if neither is whole, as it may be for the moment of two writes. */
static const unsigned char *newest(const unsigned char *head)
{
    const unsigned char *one = is_whole(head + 128, PULSE) ? head + 128 : NULL;
    const unsigned char *two = is_whole(head + 256, PULSE) ? head + 256 : NULL;
    return one && (!two || number(one, 8) > number(two, 8)) ? one : two;
}

static void show_pulse(const unsigned char *pulse)
{
    printf("pulse pid=%" PRId32 " flags=%" PRIu64 " start=%" PRIu64 " ticks=%" PRIu64 " skipped=%" PRIu64 " late=%" PRIu64 " failed=%" PRIu64
           " last=%" PRIu64 " at=%" PRId64 " took=%.9g lastLate=%.9g next=%" PRId64 " due=%" PRId64 " since=%" PRId64 " newest=%" PRIu64
           " sumTook=%.17g sumLate=%.17g\n",
        (int32_t)number(pulse + 8, 4), number(pulse + 12, 4), number(pulse + 16, 8), number(pulse + 24, 8), number(pulse + 32, 8),
        number(pulse + 40, 8), number(pulse + 48, 8), number(pulse + 56, 8), (int64_t)number(pulse + 64, 8), real(pulse + 72, 4),
        real(pulse + 76, 4), (int64_t)number(pulse + 80, 8), (int64_t)number(pulse + 88, 8), (int64_t)number(pulse + 96, 8),
        number(pulse + 104, 4), real(pulse + 108, 8), real(pulse + 116, 8));
}

static int show(int file)
{
    static unsigned char data[1 << 20];
    ssize_t length = pread(file, data, sizeof data, 0);
    if (length < RECORDS || !is_history(data))
        return fail("no history");
    if (newest(data))
        show_pulse(newest(data));
    uint64_t size = number(data + 10, 2), at = RECORDS;
    for (int ring = 0; ring < 3; ring++) {
        uint64_t places = number(data + 12 + 4 * ring, 4), whole = 0;
        for (uint64_t i = 0; i < places && at + size <= (uint64_t)length; i++, at += size) {
            const unsigned char *part = data + at;
            if (!is_whole(part, SIZE))
                continue;
            whole++;
            if (ring == 0)
                printf("record sequence=%" PRIu64 " kind=%d flags=%d count=%" PRIu64 " at=%" PRId64 " late=%.9g took=%.9g tick=%" PRIu64 "\n",
                    number(part, 4), part[4], part[5], number(part + 6, 2), (int64_t)number(part + 8, 8), real(part + 16, 4),
                    real(part + 20, 4), number(part + 24, 4));
        }
        if (ring > 0)
            printf("%s %" PRIu64 "\n", ring == 1 ? "minutes" : "hours", whole);
    }
    return 0;
}

/* Of what only grows in a run: ticks, skipped, late, failed, the newest record. */
static int is_older(const unsigned char *pulse, const unsigned char *before)
{
    for (int at = 24; at <= 48; at += 8)
        if (number(pulse + at, 8) < number(before + at, 8))
            return 1;
    return number(pulse + 104, 4) < number(before + 104, 4) || number(pulse + 56, 8) > number(pulse + 24, 8);
}

static int watch(int file, const char *until)
{
    unsigned char head[HEAD], before[PULSE] = { 0 };
    uint64_t reads = 0, pulses = 0, runs = 0;
    while (reads % 256 != 0 || access(until, F_OK) != 0) {
        const unsigned char *pulse = NULL;
        for (int attempt = 0; attempt < 100 && pulse == NULL; attempt++) {
            if (pread(file, head, sizeof head, 0) != sizeof head || !is_history(head))
                return fail("the header");
            pulse = newest(head);
        }
        if (pulse == NULL)
            return fail("a torn pulse");
        reads++;
        if (number(pulse, 8) == number(before, 8)) {
            if (memcmp(pulse, before, PULSE) != 0)
                return fail("two pulses of one number");
            continue;
        }
        int same_run = memcmp(pulse + 8, before + 8, 4) == 0 && memcmp(pulse + 16, before + 16, 8) == 0;
        if (number(pulse, 8) < number(before, 8) || (same_run && is_older(pulse, before))) {
            show_pulse(before);
            show_pulse(pulse);
            return fail("a receding pulse");
        }
        pulses++;
        runs += !same_run;
        memcpy(before, pulse, PULSE);
    }
    printf("reads=%" PRIu64 " pulses=%" PRIu64 " runs=%" PRIu64 "\n", reads, pulses, runs);
    return 0;
}

int main(int argc, char **argv)
{
    prepare();
    errno = 0;
    int file = argc > 2 ? open(argv[2], O_RDONLY | O_CLOEXEC | O_NOFOLLOW) : -1;
    if (file < 0)
        return fail("open");
    return argc == 4 && strcmp(argv[1], "watch") == 0 ? watch(file, argv[3]) : show(file);
}
