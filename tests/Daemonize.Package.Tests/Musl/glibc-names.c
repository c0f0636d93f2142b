// The names of glibc that Debian's libstdc++ and libgcc_s import and musl lacks. .NET's programs for musl need the two libraries, which a
// distribution with musl builds for it. Debian has them for glibc only; with these few names they load into a process with musl.
// A library of this content stands for glibc's dynamic loader, which libstdc++ names; for libc.so.6 and libm.so.6 musl stands itself.
#define _GNU_SOURCE
#include <link.h>
#include <locale.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

// 0: this process has threads, so reference counts must be atomic.
char __libc_single_threaded;

// libgcc_s has them under a version that it hides from new programs, and musl has no versions: they are never used.
unsigned __cpu_model[4];

int __cpu_indicator_init(void)
{
    return 0;
}

// Objects of a thread that ends are not destroyed. The runtime has none that do more than free memory.
int __cxa_thread_atexit_impl(void (*destroy)(void *), void *object, void *library)
{
    return 0;
}

size_t __strftime_l(char *text, size_t size, const char *format, const struct tm *time, locale_t locale)
{
    return strftime_l(text, size, format, time, locale);
}

unsigned arc4random(void)
{
    unsigned number;
    return getrandom(&number, sizeof number, 0) == sizeof number ? number : 0;
}

// Finds the tables for exceptions of the library with a piece of code, as glibc 2.35 and later do (dlfcn.h).
struct dl_find_object
{
    unsigned long long flags;
    void *start;
    void *end;
    void *link_map;
    void *exception_tables;
    unsigned long long reserved[7];
};

struct search
{
    ElfW(Addr) code;
    struct dl_find_object *result;
};

static int find_in_library(struct dl_phdr_info *library, size_t size, void *data)
{
    const struct search *search = data;
    struct dl_find_object found = { 0 };
    int has_code = 0;
    for (int i = 0; i < library->dlpi_phnum; i++)
    {
        const ElfW(Phdr) *part = &library->dlpi_phdr[i];
        ElfW(Addr) start = library->dlpi_addr + part->p_vaddr, end = start + part->p_memsz;
        if (part->p_type == PT_GNU_EH_FRAME)
        {
            found.exception_tables = (void *)start;
        }
        else if (part->p_type == PT_LOAD)
        {
            found.start = found.start ? found.start : (void *)start;
            found.end = (void *)end;
            has_code |= search->code >= start && search->code < end;
        }
    }

    if (has_code)
    {
        *search->result = found;
    }

    return has_code;
}

int _dl_find_object(void *code, struct dl_find_object *result)
{
    struct search search = { (ElfW(Addr))code, result };
    return dl_iterate_phdr(find_in_library, &search) && result->exception_tables ? 0 : -1;
}
