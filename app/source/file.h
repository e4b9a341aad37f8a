/* file.h - files, folders and standard input as sources.
 *
 * Floor 1. Any thread. Knows no formats. Symbolic links are followed, special
 * files (pipes, devices) are refused, hidden files and backups are passed over. */
#ifndef MOTOGRAPH_SOURCE_FILE_H
#define MOTOGRAPH_SOURCE_FILE_H

#include "source/source.h"

enum { FILE_FOLDER_MAX = 2000, FILE_FOLDER_DEPTH = 4 };

/* Reads a whole file, at most out->max bytes. ERR_NOT_FOUND, ERR_IO, ERR_TOO_BIG. */
MUST_USE enum err file_read(const char *path, struct buf *out, struct why *why);
/* The same from an open descriptor (standard input). */
MUST_USE enum err file_read_fd(int fd, struct buf *out, struct why *why);

/* True for a path as file_list gives it for this folder, whether the file is still there or not. */
bool file_inside(struct span folder, struct span path);

/* Paths of the readable news files of a folder (.txt .html .htm .xml .rss .atom .rdf .json .md
 * and without extension), sorted by name, sub-folders to FILE_FOLDER_DEPTH. */
MUST_USE enum err file_list(const char *folder, struct span **paths, size_t *n, struct why *why,
                            struct arena *a);

#endif
