/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.files;

import org.jspecify.annotations.Nullable;

/** The archives there are, known by how they begin. */
enum ArchiveForm {
    ZIP,
    GZIP,
    TAR,
    /** 7z, rar, bzip2, xz and zstd, which the JDK does not read. */
    FOREIGN;

    private static final int[][] FOREIGN_MAGIC = {
        {'7', 'z', 0xbc, 0xaf, 0x27, 0x1c},
        {'R', 'a', 'r', '!', 0x1a, 0x07},
        {'B', 'Z', 'h'},
        {0xfd, '7', 'z', 'X', 'Z', 0},
        {0x28, 0xb5, 0x2f, 0xfd}
    };

    /** Returns the form of an archive by its first bytes, or null for what is none. */
    static @Nullable ArchiveForm of(byte[] beginning) {
        if (startsWith(beginning, 'P', 'K', 3, 4)) {
            return ZIP;
        }
        if (startsWith(beginning, 0x1f, 0x8b, 8)) {
            return GZIP;
        }
        if (TarReader.isTar(beginning)) {
            return TAR;
        }
        for (int[] magic : FOREIGN_MAGIC) {
            if (startsWith(beginning, magic) && (magic[0] != 'B' || isBzip2(beginning))) {
                return FOREIGN;
            }
        }
        return null;
    }

    private static boolean isBzip2(byte[] beginning) {
        return beginning.length > 9 && beginning[3] >= '1' && beginning[3] <= '9' && beginning[4] == 0x31;
    }

    private static boolean startsWith(byte[] bytes, int... values) {
        if (bytes.length < values.length) {
            return false;
        }
        for (int i = 0; i < values.length; i++) {
            if ((bytes[i] & 0xff) != values[i]) {
                return false;
            }
        }
        return true;
    }
}
