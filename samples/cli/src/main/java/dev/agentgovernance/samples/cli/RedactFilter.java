/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli;

import dev.agentgovernance.secrets.SecretScanner;
import dev.agentgovernance.secrets.StreamRedactor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;

/** The filter: copies its input to its output without the secrets. */
final class RedactFilter {

    private RedactFilter() {}

    /**
     * Copies up to the end of the input. A signal that would end the process waits for that end: what the command before the
     * filter still prints on its way out is not lost, and its exit status is its own.
     *
     * @return 0, or 1 where reading or writing failed; nothing that was not redacted is written then
     */
    static int run(InputStream in, OutputStream out) {
        CountDownLatch done = new CountDownLatch(1);
        // Not a join of this thread: it may call System.exit when it is done, which waits for the hooks.
        Thread wait = new Thread(
                () -> {
                    try {
                        done.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "wait-for-end-of-input");
        Runtime.getRuntime().addShutdownHook(wait);
        try {
            return copy(in, out);
        } finally {
            done.countDown();
        }
    }

    private static int copy(InputStream in, OutputStream out) {
        try {
            StreamRedactor.of(SecretScanner.standard()).redact(in, out);
            out.flush();
            return 0;
        } catch (IOException e) {
            return 1;
        }
    }
}
