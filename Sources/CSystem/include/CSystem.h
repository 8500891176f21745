#ifndef MP_CSYSTEM_H
#define MP_CSYSTEM_H
// The system calls and structures that Swift's C importer does not see.
#endif
