/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets;

import dev.agentgovernance.secrets.internal.engine.TextScan;

/**
 * A scan of a text that comes in chunks. However the text is cut, the findings are the same, and they are those of
 * {@link SecretScanner#scan} on the whole. Offsets count from the beginning of the first chunk.
 *
 * <p>For one thread. It holds one line, at most {@code maxLine} characters of the limits, however long the text.
 */
public final class ScanSession {
    private final TextScan scan;
    private boolean finished;

    ScanSession(TextScan scan) {
        this.scan = scan;
    }

    /**
     * Adds a chunk. Findings are reported as soon as they are certain, in the order of their places: those of a line when it
     * ended, that of a private key when its last line was seen.
     *
     * @throws IllegalStateException if the session is finished
     */
    public void feed(CharSequence chunk) {
        if (finished) {
            throw new IllegalStateException("the session is finished");
        }
        scan.feed(chunk);
    }

    /** Ends the text and reports what is left. A second call does nothing. */
    public void finish() {
        if (!finished) {
            finished = true;
            scan.finish();
        }
    }

    /** Returns the offset before which every finding was reported: the text up to it may be passed on. */
    public long settled() {
        return scan.settled();
    }

    /** Returns how many characters were looked at. */
    long steps() {
        return scan.steps();
    }
}
