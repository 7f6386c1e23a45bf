#include "cdigest.h"

#include <sha2.h>
#include <stdlib.h>

struct cd_sha256 {
  SHA2_CTX context;
};

cd_sha256 *cd_sha256_begin(void) {
  cd_sha256 *digest = malloc(sizeof *digest);
  if (digest) SHA256Init(&digest->context);
  return digest;
}

void cd_sha256_add(cd_sha256 *digest, const void *bytes, size_t count) {
  SHA256Update(&digest->context, bytes, count);
}

void cd_sha256_end(cd_sha256 *digest, uint8_t out[32]) {
  SHA256Final(out, &digest->context);
  free(digest);
}

struct cd_sha512 {
  SHA2_CTX context;
};

cd_sha512 *cd_sha512_begin(void) {
  cd_sha512 *digest = malloc(sizeof *digest);
  if (digest) SHA512Init(&digest->context);
  return digest;
}

void cd_sha512_add(cd_sha512 *digest, const void *bytes, size_t count) {
  SHA512Update(&digest->context, bytes, count);
}

void cd_sha512_end(cd_sha512 *digest, uint8_t out[64]) {
  SHA512Final(out, &digest->context);
  free(digest);
}
