/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * The entries of a zip file, in the order in which they are stored. The class of the JDK takes whatever is no entry for the
 * end; this one wants to see an end. For one thread.
 */
final class ZipEntries extends ZipInputStream {
    private static final int SIGNATURE = 4;

    ZipEntries(InputStream in) {
        // Names that are not marked as UTF-8 may be in any charset; this one reads them all.
        super(in, StandardCharsets.ISO_8859_1);
    }

    /**
     * Ends the entry at hand, and returns whether there is another one.
     *
     * @throws ZipException if the file neither ends nor goes on as a zip file does
     */
    boolean hasNext() throws IOException {
        closeEntry();
        byte[] signature = in.readNBytes(SIGNATURE);
        if (signature.length < SIGNATURE || signature[0] != 'P' || signature[1] != 'K') {
            throw new ZipException("the file ends without its directory");
        }
        if (!(in instanceof PushbackInputStream pushback)) {
            throw new IllegalStateException("the stream below cannot take bytes back");
        }
        pushback.unread(signature);
        boolean entry = signature[2] == 3 && signature[3] == 4;
        boolean directory = (signature[2] == 1 && signature[3] == 2)
                || (signature[2] == 5 && signature[3] == 6)
                || (signature[2] == 6 && (signature[3] == 6 || signature[3] == 8));
        if (!entry && !directory) {
            throw new ZipException("neither an entry nor the directory");
        }
        return entry;
    }
}
