#ifndef CDIGEST_H
#define CDIGEST_H

#include <stddef.h>
#include <stdint.h>

/// A running SHA-256 (libmd). Opaque, so that libmd's names stay out of Swift.
typedef struct cd_sha256 cd_sha256;

/// Starts a digest; NULL when there is no memory.
cd_sha256 *cd_sha256_begin(void);
void cd_sha256_add(cd_sha256 *digest, const void *bytes, size_t count);
/// Writes the 32 bytes of the digest and frees it.
void cd_sha256_end(cd_sha256 *digest, uint8_t out[32]);

/// A running SHA-512 (libmd), used in the same way.
typedef struct cd_sha512 cd_sha512;

cd_sha512 *cd_sha512_begin(void);
void cd_sha512_add(cd_sha512 *digest, const void *bytes, size_t count);
/// Writes the 64 bytes of the digest and frees it.
void cd_sha512_end(cd_sha512 *digest, uint8_t out[64]);

#endif
