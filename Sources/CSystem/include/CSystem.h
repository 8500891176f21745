#ifndef MP_CSYSTEM_H
#define MP_CSYSTEM_H
// The system calls and structures that Swift's C importer does not see.

#include <dirent.h>

/// Writes everything that a file system still holds in memory to its disk.
/// -1 and `errno` when that failed; ENOSYS where the system has no such call.
int mp_sync_file_system(int descriptor);

/// The name of an entry, which Swift would import as a tuple of 256 bytes, more than there may be.
const char *mp_entry_name(const struct dirent *entry);

#endif
