#if defined(__linux__) && !defined(_GNU_SOURCE)
#define _GNU_SOURCE
#endif

#include "CSystem.h"

#include <errno.h>
#include <unistd.h>

int mp_sync_file_system(int descriptor) {
#if defined(__linux__)
  return syncfs(descriptor);
#else
  (void)descriptor;
  errno = ENOSYS;
  return -1;
#endif
}

const char *mp_entry_name(const struct dirent *entry) { return entry->d_name; }
