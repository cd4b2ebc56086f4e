/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.action;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that a digest is made of.
 *
 * <p>Every value is written as a tag, a length and its content, so that no two different questions have the same bytes.
 * JSON text would need a rule for writing numbers, and {@code Double.toString} differs between JDK 17 and 19; here a
 * number is its exact decimal value. Text goes in as UTF-16 code units, so that a lone surrogate counts as what it is.
 */
final class CanonicalForm {

    private static final String VERSION = "agent-governance/action/1";

    private static final int BUFFER = 8192;
    private static final int FIRST_BUFFER = 1024;

    private final MessageDigest sha256;
    /** What was not given to the digest yet. */
    private byte[] buffer = new byte[FIRST_BUFFER];

    private int filled;

    CanonicalForm() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
        text(VERSION);
    }

    CanonicalForm action(Action action) {
        text(action.kind());
        if (action instanceof ShellAction shell) {
            text(shell.shell().name());
            text(shell.command());
        } else if (action instanceof FileAction file) {
            text(file.operation().name());
            text(file.path());
            value(file.content());
        } else if (action instanceof SqlAction sql) {
            text(sql.dialect().name());
            text(sql.database());
            text(sql.statement());
        } else if (action instanceof HttpAction http) {
            text(http.method());
            text(http.url());
            value(http.headers());
            value(http.body());
        } else if (action instanceof ToolAction tool) {
            text(tool.server());
            text(tool.tool());
            value(tool.arguments());
            value(tool.hints().readOnly());
            value(tool.hints().destructive());
            value(tool.hints().idempotent());
            value(tool.hints().openWorld());
            value(tool.hints().trusted());
        } else if (action instanceof PlanAction plan) {
            text(plan.format().name());
            value(plan.plan());
        } else if (action instanceof PublishAction publish) {
            text(publish.channel());
            text(publish.text());
        } else {
            throw new IllegalStateException("an action of a kind that has no canonical form");
        }
        return this;
    }

    CanonicalForm context(ActionContext context) {
        text(context.agent());
        optional(context.parentAgent());
        optional(context.principal());
        optional(context.session());
        optional(context.task());
        optional(context.repository());
        optional(context.branch());
        text(context.environment().name());
        optional(context.workingDirectory());
        optional(context.repositoryRoot());
        return this;
    }

    ActionDigest digest() {
        sha256.update(buffer, 0, filled);
        return new ActionDigest(HexFormat.of().formatHex(sha256.digest()));
    }

    private void optional(Optional<String> value) {
        value(value.orElse(null));
    }

    private void value(@Nullable Object value) {
        if (value == null) {
            tag('n', 0);
        } else if (value instanceof String s) {
            text(s);
        } else if (value instanceof Boolean b) {
            tag(b ? 't' : 'f', 0);
        } else if (value instanceof Number n) {
            byte[] digits = exact(n).getBytes(StandardCharsets.US_ASCII);
            tag('d', digits.length);
            for (byte digit : digits) {
                room(1);
                buffer[filled++] = digit;
            }
        } else if (value instanceof List<?> list) {
            tag('l', list.size());
            list.forEach(this::value);
        } else if (value instanceof Map<?, ?> map) {
            // The order of keys carries no meaning in JSON, so it carries none here.
            TreeMap<String, @Nullable Object> sorted = new TreeMap<>();
            map.forEach((key, element) -> sorted.put((String) key, element));
            tag('m', sorted.size());
            sorted.forEach((key, element) -> {
                text(key);
                value(element);
            });
        } else {
            throw new IllegalStateException("a value that has no canonical form");
        }
    }

    private static String exact(Number number) {
        BigDecimal decimal;
        if (number instanceof BigDecimal d) {
            decimal = d;
        } else if (number instanceof BigInteger i) {
            decimal = new BigDecimal(i);
        } else if (number instanceof Double || number instanceof Float) {
            decimal = new BigDecimal(number.doubleValue());
        } else {
            decimal = BigDecimal.valueOf(number.longValue());
        }
        // Digits and exponent: a plain form of 1e999999999 would fill the memory. The zeros are cut from the digits,
        // since
        // BigDecimal.stripTrailingZeros divides once for each and takes seconds for a number of 64 K digits.
        String digits = decimal.unscaledValue().toString();
        int end = digits.length();
        while (end > 1 && digits.charAt(end - 1) == '0') {
            end--;
        }
        long exponent = decimal.signum() == 0 ? 0 : digits.length() - end - (long) decimal.scale();
        return digits.substring(0, end) + "e" + exponent;
    }

    private void text(String text) {
        int length = text.length();
        tag('s', length);
        int done = 0;
        while (done < length) {
            room(2);
            int end = Math.min(length, done + (buffer.length - filled) / 2);
            int at = filled;
            for (; done < end; done++) {
                char c = text.charAt(done);
                buffer[at++] = (byte) (c >> 8);
                buffer[at++] = (byte) c;
            }
            filled = at;
        }
    }

    private void tag(char tag, int length) {
        room(5);
        buffer[filled++] = (byte) tag;
        for (int shift = 24; shift >= 0; shift -= 8) {
            buffer[filled++] = (byte) (length >> shift);
        }
    }

    private void room(int more) {
        if (buffer.length - filled >= more) {
            return;
        }
        if (buffer.length < BUFFER) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        } else {
            sha256.update(buffer, 0, filled);
            filled = 0;
        }
    }
}
