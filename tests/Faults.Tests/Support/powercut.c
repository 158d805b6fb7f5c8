/* A disk that forgets what was not synced, for R2. Preloaded into the service, it notes what stood in the database's files before each write; a sync that
   succeeded empties the notes. After SIGKILL the notes are what a power cut may take back (PowerCut.cs). POWERCUT_LIES=1: a disk whose syncs do nothing. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;

#define REAL(type, name, ...) static type (*real)(__VA_ARGS__); if (!real) *(void **)&real = dlsym(RTLD_NEXT, name)

/* The notes of a descriptor's file, or nothing where the file is none of the database's. */
static int notes_of(int fd, char *path)
{
    char link[64], file[PATH_MAX];
    const char *folder = getenv("POWERCUT_DATA"), *notes = getenv("POWERCUT_NOTES");
    if (!folder || !notes) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, file, sizeof file - 1);
    if (length <= 0) return 0;
    file[length] = 0;
    const char *name = strrchr(file, '/');
    if (!name || strncmp(file, folder, strlen(folder)) != 0) return 0;
    name++;
    if (strcmp(name, "consent.db") != 0 && strcmp(name, "consent.db-wal") != 0) return 0;
    snprintf(path, PATH_MAX, "%s/%s.notes", notes, name);
    return 1;
}

static ssize_t plain_write(int fd, const void *bytes, size_t length)
{
    REAL(ssize_t, "write", int, const void *, size_t);
    return real(fd, bytes, length);
}

/* Offset, length of what stood there, size of the file; then what stood there. */
static void note(int fd, const char *path, off_t offset, size_t length)
{
    struct stat state;
    if (fstat(fd, &state) != 0) abort();
    int64_t head[3] = { offset, 0, state.st_size };
    if (offset < state.st_size) head[1] = offset + (off_t)length < state.st_size ? (int64_t)length : state.st_size - offset;
    char *record = malloc(sizeof head + head[1]);
    memcpy(record, head, sizeof head);
    if (head[1] > 0 && pread(fd, record + sizeof head, head[1], offset) != head[1]) abort();
    int notes = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (notes < 0 || plain_write(notes, record, sizeof head + head[1]) != (ssize_t)(sizeof head + head[1])) abort();
    close(notes);
    free(record);
}

static ssize_t write_at(ssize_t (*real)(int, const void *, size_t, off_t), int fd, const void *bytes, size_t length, off_t offset)
{
    char path[PATH_MAX];
    if (!notes_of(fd, path)) return real(fd, bytes, length, offset);
    pthread_mutex_lock(&turn);
    note(fd, path, offset, length);
    ssize_t written = real(fd, bytes, length, offset);
    pthread_mutex_unlock(&turn);
    return written;
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset)
{
    REAL(ssize_t, "pwrite", int, const void *, size_t, off_t);
    return write_at(real, fd, bytes, length, offset);
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off_t offset)
{
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off_t);
    return write_at(real, fd, bytes, length, offset);
}

ssize_t write(int fd, const void *bytes, size_t length)
{
    char path[PATH_MAX];
    if (!notes_of(fd, path)) return plain_write(fd, bytes, length);
    pthread_mutex_lock(&turn);
    note(fd, path, lseek(fd, 0, SEEK_CUR), length);
    ssize_t written = plain_write(fd, bytes, length);
    pthread_mutex_unlock(&turn);
    return written;
}

static int cut_to(int (*real)(int, off_t), int fd, off_t size)
{
    char path[PATH_MAX];
    struct stat state;
    if (!notes_of(fd, path)) return real(fd, size);
    pthread_mutex_lock(&turn);
    if (fstat(fd, &state) == 0) note(fd, path, size, state.st_size > size ? (size_t)(state.st_size - size) : 0);
    int result = real(fd, size);
    pthread_mutex_unlock(&turn);
    return result;
}

int ftruncate(int fd, off_t size)
{
    REAL(int, "ftruncate", int, off_t);
    return cut_to(real, fd, size);
}

int ftruncate64(int fd, off_t size)
{
    REAL(int, "ftruncate64", int, off_t);
    return cut_to(real, fd, size);
}

static int synced(int (*real)(int), int fd)
{
    char path[PATH_MAX];
    if (!notes_of(fd, path)) return real(fd);
    pthread_mutex_lock(&turn);
    int result = real(fd);
    if (result == 0 && !getenv("POWERCUT_LIES")) truncate(path, 0);
    pthread_mutex_unlock(&turn);
    return result;
}

int fsync(int fd)
{
    REAL(int, "fsync", int);
    return synced(real, fd);
}

int fdatasync(int fd)
{
    REAL(int, "fdatasync", int);
    return synced(real, fd);
}

/* A log that is gone has nothing to take back; one of the same name that comes later is another. */
int unlink(const char *file)
{
    REAL(int, "unlink", const char *);
    const char *notes = getenv("POWERCUT_NOTES"), *name = strrchr(file, '/');
    int result = real(file);
    if (result == 0 && notes && name && strcmp(name + 1, "consent.db-wal") == 0)
    {
        char path[PATH_MAX];
        snprintf(path, sizeof path, "%s/%s.notes", notes, name + 1);
        real(path);
    }
    return result;
}
