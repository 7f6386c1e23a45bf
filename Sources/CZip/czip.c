#define _GNU_SOURCE
#include "czip.h"

#include <minizip/unzip.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

struct cz_archive {
  unzFile file;
  uint64_t count;
};

// minizip opens by name; an archive inside another has none, so the stream itself is handed through.
static voidpf hand_over(voidpf opaque, const void *name, int mode) {
  (void)name;
  (void)mode;
  return opaque;
}

static cz_archive *open_stream(FILE *stream) {
  zlib_filefunc64_def functions;
  fill_fopen64_filefunc(&functions);
  functions.zopen64_file = hand_over;
  functions.opaque = stream;
  unzFile file = unzOpen2_64("", &functions);
  if (!file) return NULL;  // minizip has closed the stream
  unz_global_info64 info;
  cz_archive *archive = malloc(sizeof *archive);
  if (!archive || unzGetGlobalInfo64(file, &info) != UNZ_OK) {
    free(archive);
    unzClose(file);
    return NULL;
  }
  archive->file = file;
  archive->count = info.number_entry;
  return archive;
}

cz_archive *cz_open(const char *path) {
  FILE *stream = fopen(path, "rbe");
  return stream ? open_stream(stream) : NULL;
}

static int unpack(cz_archive *archive, FILE *to, uint64_t limit) {
  static const size_t portion = 65536;
  uint8_t *bytes = malloc(portion);
  if (!bytes) return -1;
  uint64_t total = 0;
  int64_t count = 0;
  int result = cz_begin(archive);
  if (result == 1) {
    while ((count = cz_read(archive, bytes, portion)) > 0) {
      total += (uint64_t)count;
      if (total > limit || fwrite(bytes, 1, (size_t)count, to) != (size_t)count) {
        count = -1;
        break;
      }
    }
    if (cz_end(archive) != 1 || count < 0) result = -1;
  }
  free(bytes);
  return result;
}

cz_archive *cz_open_nested(cz_archive *outer, uint64_t limit) {
  FILE *stream = tmpfile();
  if (!stream) return NULL;
  if (unpack(outer, stream, limit) != 1 || fflush(stream) != 0) {
    fclose(stream);
    return NULL;
  }
  return open_stream(stream);
}

void cz_close(cz_archive *archive) {
  if (!archive) return;
  unzClose(archive->file);
  free(archive);
}

uint64_t cz_count(const cz_archive *archive) { return archive->count; }

static int moved(int code) {
  if (code == UNZ_OK) return 1;
  return code == UNZ_END_OF_LIST_OF_FILE ? 0 : -1;
}

int cz_first(cz_archive *archive) {
  return archive->count == 0 ? 0 : moved(unzGoToFirstFile(archive->file));
}

int cz_next(cz_archive *archive) { return moved(unzGoToNextFile(archive->file)); }

int cz_describe(cz_archive *archive, cz_entry *entry) {
  unz_file_info64 info;
  memset(entry, 0, sizeof *entry);
  int code = unzGetCurrentFileInfo64(
      archive->file, &info, entry->name, CZ_NAME_MAX, NULL, 0, NULL, 0);
  if (code != UNZ_OK) return -1;
  entry->name_length = info.size_filename;
  entry->size = info.uncompressed_size;
  entry->compressed = info.compressed_size;
  entry->method = (uint16_t)info.compression_method;
  entry->flags = (uint16_t)info.flag;
  entry->system = (uint8_t)(info.version >> 8);
  entry->attributes = (uint32_t)info.external_fa;
  return 1;
}

int cz_begin(cz_archive *archive) {
  return unzOpenCurrentFile(archive->file) == UNZ_OK ? 1 : -1;
}

int64_t cz_read(cz_archive *archive, void *bytes, size_t count) {
  int got = unzReadCurrentFile(archive->file, bytes, (unsigned)count);
  return got < 0 ? -1 : got;
}

int cz_end(cz_archive *archive) {
  return unzCloseCurrentFile(archive->file) == UNZ_OK ? 1 : -1;
}

size_t cz_gunzip(const uint8_t *from, size_t count, uint8_t *to, size_t limit) {
  z_stream stream;
  memset(&stream, 0, sizeof stream);
  stream.next_in = (Bytef *)from;
  stream.avail_in = (uInt)count;
  stream.next_out = to;
  stream.avail_out = (uInt)limit;
  if (inflateInit2(&stream, 16 + MAX_WBITS) != Z_OK) return 0;
  inflate(&stream, Z_SYNC_FLUSH);
  size_t total = limit - stream.avail_out;
  inflateEnd(&stream);
  return total;
}
