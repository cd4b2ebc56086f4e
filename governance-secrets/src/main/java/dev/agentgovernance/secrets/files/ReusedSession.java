/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.files;

import dev.agentgovernance.api.secret.SecretFinding;
import dev.agentgovernance.secrets.ScanSession;
import dev.agentgovernance.secrets.SecretScanner;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A session of the detector for one text after the other. For one thread. */
final class ReusedSession {
    private final SecretScanner scanner;
    private final List<SecretFinding> found = new ArrayList<>();
    private @Nullable ScanSession session;
    private boolean sawFindings;

    ReusedSession(SecretScanner scanner) {
        this.scanner = scanner;
    }

    /** Begins a text. */
    ScanSession begin() {
        ScanSession reused = session;
        if (reused == null) {
            reused = scanner.openSession(found::add);
            session = reused;
        } else {
            reused.restart();
        }
        take();
        return reused;
    }

    /** Returns what was found, and forgets it. */
    List<SecretFinding> take() {
        if (found.isEmpty()) {
            return List.of();
        }
        List<SecretFinding> taken = List.copyOf(found);
        sawFindings = true;
        found.clear();
        return taken;
    }

    /** Lets go of a session that read a secret: its memory may still hold parts of it. One that failed goes as well. */
    void letGo(boolean failed) {
        if (failed || sawFindings || !found.isEmpty()) {
            session = null;
            sawFindings = false;
            found.clear();
        }
    }
}
