/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.detector.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;
import dev.agentgovernance.samples.detector.Redaction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Encodes an event with another encoder and takes the secrets out of what comes of it: message, arguments, stack trace,
 * context, whatever the layout shows. The other encoder has to write UTF-8, or ASCII.
 */
public final class RedactingEncoder extends EncoderBase<ILoggingEvent> {
    private static final byte[] NOTHING = {};

    private @Nullable Encoder<ILoggingEvent> encoder;

    /** Sets the encoder whose output is redacted; named {@code encoder} in a configuration. */
    public void setEncoder(Encoder<ILoggingEvent> inner) {
        encoder = inner;
    }

    @Override
    public void start() {
        if (encoder == null) {
            addError("an <encoder> is missing inside");
            return;
        }
        encoder.start();
        super.start();
    }

    @Override
    public void stop() {
        super.stop();
        if (encoder != null) {
            encoder.stop();
        }
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        return encoder == null ? NOTHING : redacted(encoder.encode(event));
    }

    private static byte[] redacted(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        String safe = Redaction.safe(text);
        if (safe.equals(text)) {
            return bytes;
        }
        boolean endsLine = text.endsWith("\n") && !safe.endsWith("\n");
        return (endsLine ? safe + "\n" : safe).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] headerBytes() {
        return encoder == null ? NOTHING : encoder.headerBytes();
    }

    @Override
    public byte[] footerBytes() {
        return encoder == null ? NOTHING : encoder.footerBytes();
    }
}
