/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets;

import dev.agentgovernance.secrets.internal.engine.TextScan;
import java.util.Objects;

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

    /**
     * Adds a chunk, {@code [from, to)} of an array, which is copied.
     *
     * @throws IllegalStateException if the session is finished
     * @throws IndexOutOfBoundsException if there is no such part
     */
    public void feed(char[] chunk, int from, int to) {
        Objects.checkFromToIndex(from, to, chunk.length);
        if (finished) {
            throw new IllegalStateException("the session is finished");
        }
        scan.feed(chunk, from, to);
    }

    /** Ends the text and reports what is left. A second call does nothing. */
    public void finish() {
        if (!finished) {
            finished = true;
            scan.finish();
        }
    }

    /**
     * Begins another text, whose places count from its beginning; the one before is finished. It saves what a new session
     * allocates. The buffer is wiped, but what read a secret may hold parts of it until the session goes.
     */
    public void restart() {
        finish();
        scan.restart();
        finished = false;
    }

    /**
     * Returns whether the findings in what follows do not depend on the text so far: a line has just ended, no private key is
     * open, and no name waits for its value. False is always a right answer; where personal data are looked for it is the only one.
     */
    public boolean isAtRest() {
        return scan.isAtRest();
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
