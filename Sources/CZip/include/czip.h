#ifndef CZIP_H
#define CZIP_H

#include <stddef.h>
#include <stdint.h>

/// An open zip archive (minizip). Opaque, so that minizip's names stay out of Swift.
typedef struct cz_archive cz_archive;

/// The longest name of an entry that is read whole; a longer one is cut and says so in `name_length`.
enum { CZ_NAME_MAX = 1024 };

/// One entry as the archive's directory describes it. Nothing of it is to be trusted.
typedef struct {
  char name[CZ_NAME_MAX + 1];
  /// The length that the directory states, which differs from strlen(name) for a name with a zero byte.
  size_t name_length;
  uint64_t size;
  uint64_t compressed;
  uint16_t method;
  uint16_t flags;
  /// The system that made the entry (3 is Unix), which says what `attributes` means.
  uint8_t system;
  uint32_t attributes;
} cz_entry;

/// Opens the archive at `path`; NULL when it cannot be read or has no directory of entries.
cz_archive *cz_open(const char *path);
/// Opens the archive that is the current entry of another one, unpacked into a file without a name;
/// NULL when it is larger than `limit` bytes, damaged, or no archive.
cz_archive *cz_open_nested(cz_archive *outer, uint64_t limit);
void cz_close(cz_archive *archive);

/// How many entries the directory says there are.
uint64_t cz_count(const cz_archive *archive);
/// Goes to the first entry, or to the next one: 1 when there is one, 0 at the end, -1 when the
/// directory is damaged.
int cz_first(cz_archive *archive);
int cz_next(cz_archive *archive);
/// Describes the current entry: 1, or -1 when the directory is damaged.
int cz_describe(cz_archive *archive, cz_entry *entry);

/// Begins to unpack the current entry: 1, or -1 when its header does not fit the directory.
int cz_begin(cz_archive *archive);
/// The next bytes: how many, 0 at the end, -1 when the data is damaged.
int64_t cz_read(cz_archive *archive, void *bytes, size_t count);
/// Ends unpacking: 1, or -1 when the checksum of what was read is wrong.
int cz_end(cz_archive *archive);

/// Unpacks the beginning of a gzip stream; answers how many bytes there are, 0 when it is none.
size_t cz_gunzip(const uint8_t *from, size_t count, uint8_t *to, size_t limit);

#endif
