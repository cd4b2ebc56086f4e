/* SPDX-License-Identifier: Apache-2.0 */
/* literals KEYWORDS DIRECTORY: how many occurrences of keywords (one a line, any case) Hyperscan finds in the files of a tree. */
#define _XOPEN_SOURCE 700
#include <ftw.h>
#include <hs/hs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static hs_database_t *database;
static hs_scratch_t *scratch;
static unsigned long long found;
static unsigned long long bytes;
static char *buffer;
static size_t room;

static int hit(unsigned int id, unsigned long long from, unsigned long long to, unsigned int flags, void *context) {
    (void) id, (void) from, (void) to, (void) flags, (void) context;
    found++;
    return 0;
}

static int visit(const char *path, const struct stat *about, int type, struct FTW *place) {
    (void) place;
    if (type != FTW_F || !S_ISREG(about->st_mode)) {
        return 0;
    }
    size_t size = (size_t) about->st_size;
    if (size > room) {
        room = size;
        buffer = realloc(buffer, room);
    }
    FILE *file = fopen(path, "rb");
    if (file == NULL || (size > 0 && buffer == NULL)) {
        return 1;
    }
    size_t count = fread(buffer, 1, size, file);
    fclose(file);
    bytes += count;
    return hs_scan(database, buffer, (unsigned int) count, 0, scratch, hit, NULL) == HS_SUCCESS ? 0 : 1;
}

int main(int count, char **arguments) {
    const char *words[65536];
    size_t lengths[65536];
    unsigned int flags[65536];
    unsigned int ids[65536];
    unsigned int number = 0;
    char line[4096];
    FILE *file = count == 3 ? fopen(arguments[1], "r") : NULL;
    if (file == NULL) {
        fprintf(stderr, "literals KEYWORDS DIRECTORY\n");
        return 2;
    }
    while (number < 65536 && fgets(line, sizeof line, file) != NULL) {
        line[strcspn(line, "\n")] = 0;
        words[number] = strdup(line);
        lengths[number] = strlen(line);
        flags[number] = HS_FLAG_CASELESS;
        ids[number] = number;
        number++;
    }
    fclose(file);
    hs_compile_error_t *error;
    if (hs_compile_lit_multi(words, flags, ids, lengths, number, HS_MODE_BLOCK, NULL, &database, &error) != HS_SUCCESS
            || hs_alloc_scratch(database, &scratch) != HS_SUCCESS) {
        fprintf(stderr, "the keywords cannot be compiled\n");
        return 1;
    }
    if (nftw(arguments[2], visit, 64, FTW_PHYS) != 0) {
        return 1;
    }
    printf("%llu occurrences in %llu bytes\n", found, bytes);
    return 0;
}
