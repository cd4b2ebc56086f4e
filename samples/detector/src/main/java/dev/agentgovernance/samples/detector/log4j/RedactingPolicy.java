/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.detector.log4j;

import dev.agentgovernance.samples.detector.Redaction;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.core.Core;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.rewrite.RewritePolicy;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginFactory;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.util.SortedArrayStringMap;

/**
 * Rewrites an event before an appender sees it: its message and its context are redacted, and an exception whose text, or that
 * of a cause, holds a secret is shown by its type, its redacted text and its trace.
 */
@Plugin(name = "RedactingPolicy", category = Core.CATEGORY_NAME, elementType = "rewritePolicy", printObject = true)
public final class RedactingPolicy implements RewritePolicy {

    private RedactingPolicy() {}

    /** Makes the policy; called by Log4j for {@code <RedactingPolicy/>}. */
    @PluginFactory
    public static RedactingPolicy create() {
        return new RedactingPolicy();
    }

    @Override
    public LogEvent rewrite(LogEvent event) {
        Message message = event.getMessage();
        String text = message.getFormattedMessage();
        String safe = Redaction.safe(text);
        SortedArrayStringMap context = new SortedArrayStringMap();
        event.getContextData()
                .forEach(
                        (name, value) -> context.putValue(Redaction.safe(name), Redaction.safe(String.valueOf(value))));
        Throwable thrown = event.getThrown();
        Log4jLogEvent.Builder builder = new Log4jLogEvent.Builder(event).setContextData(context);
        if (!safe.equals(text)) {
            builder.setMessage(new SimpleMessage(safe));
        }
        if (thrown != null && holdsASecret(thrown)) {
            builder.setThrown(new Redacted(thrown, new ArrayList<>()));
        }
        return builder.build();
    }

    private static boolean holdsASecret(Throwable thrown) {
        List<Throwable> seen = new ArrayList<>();
        collect(thrown, seen);
        return seen.stream()
                .map(Throwable::toString)
                .anyMatch(text -> !Redaction.safe(text).equals(text));
    }

    private static void collect(Throwable thrown, List<Throwable> seen) {
        if (seen.contains(thrown)) {
            return;
        }
        seen.add(thrown);
        if (thrown.getCause() != null) {
            collect(thrown.getCause(), seen);
        }
        for (Throwable suppressed : thrown.getSuppressed()) {
            collect(suppressed, seen);
        }
    }

    /** Stands for an exception. */
    private static final class Redacted extends Throwable {
        private static final long serialVersionUID = 1L;

        Redacted(Throwable original, List<Throwable> above) {
            super(Redaction.safe(original.toString()));
            setStackTrace(original.getStackTrace());
            above.add(original);
            Throwable cause = original.getCause();
            if (cause != null && !above.contains(cause)) {
                initCause(new Redacted(cause, above));
            }
            for (Throwable suppressed : original.getSuppressed()) {
                if (!above.contains(suppressed)) {
                    addSuppressed(new Redacted(suppressed, above));
                }
            }
        }

        /** The type of the original is in the text already. */
        @Override
        @SuppressWarnings("OverrideThrowableToString")
        public String toString() {
            return String.valueOf(getMessage());
        }
    }
}
