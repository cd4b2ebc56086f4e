/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.rules;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.secrets.internal.filter.Names;
import dev.agentgovernance.secrets.internal.filter.Placeholders;
import dev.agentgovernance.secrets.internal.filter.Verdict;
import dev.agentgovernance.secrets.internal.match.CharClass;
import dev.agentgovernance.secrets.internal.match.Chars;
import dev.agentgovernance.secrets.internal.match.TextLine;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Follows a manifest of Kubernetes through its lines, from {@code apiVersion:} on: a secret in it has values under keys that
 * say nothing, in base 64 below {@code data:} and as they are below {@code stringData:}. The kind may stand before or behind
 * them; as long as it is not known, only what decodes to text is looked at, for six bytes drawn by chance are text once in
 * 400 times, and twelve once in 150,000. Reused; for one thread.
 */
final class Manifest {
    private static final String SECRET_ENTRY = "it is in the data of a secret of Kubernetes";
    private static final String ENTRY = "it is text in base 64 in the data of a manifest";
    private static final int LEAST_ENCODED = 8;
    private static final int LEAST_DECODED = 6;
    private static final int LONGEST = 4096;
    /** In a longer text a word such as example stands for more than the whole. */
    private static final int LONGEST_PLACEHOLDER = 40;
    /** Texts that anybody may know. */
    private static final String[] OPEN = {
        "-----BEGIN CERT", "-----BEGIN PUBLIC", "ssh-", "http://", "https://", "{{", "${"
    };

    private static final CharClass BASE64 = CharClass.named("base64pad");

    private final TextLine decoded = new TextLine();
    private @Nullable Rule rule;
    private int indent;
    private boolean secret;
    private int dataIndent = -1;
    private boolean plain;
    /** Whether it is the manifest of a secret that was encrypted for a cluster, whose data anybody may know. */
    private boolean sealed;

    private int sealedSerial = -1;

    /** A line that begins with {@code apiVersion: v1} begins a manifest of the group that secrets are in. */
    static void open(Reading reading, Rule rule, int start, int end) {
        TextLine line = reading.line();
        int first = firstOfLine(line);
        boolean item = line.at(first) == '-' && line.at(first + 1) == ' ' && first + 2 == start;
        int version = skipBlanks(line, end);
        version += Chars.isQuote(line.at(version)) ? 1 : 0;
        boolean core =
                line.matches(version, "v1") && !Chars.isName(line.at(version + 2)) && line.at(version + 2) != '/';
        boolean ofSealed = line.matches(version, "bitnami.com/");
        if ((first == start || item) && version > end && (core || ofSealed)) {
            reading.manifest().begin(rule, start - line.from(), ofSealed);
        }
    }

    private void begin(Rule newRule, int newIndent, boolean ofSealed) {
        rule = newRule;
        indent = newIndent;
        sealed = ofSealed;
        sealedSerial = -1;
        secret = false;
        dataIndent = -1;
    }

    /** Returns whether the next line may belong to a manifest. */
    boolean isOpen() {
        return rule != null;
    }

    /** Returns whether a line is an entry of what was encrypted for a cluster. */
    boolean isSealed(TextLine line) {
        return sealedSerial == line.serial();
    }

    /** Forgets the lines before. */
    void close() {
        rule = null;
    }

    /** Reads a line behind one that began a manifest. */
    void read(Reading reading, boolean whole) {
        TextLine line = reading.line();
        int first = firstOfLine(line);
        Rule entries = rule;
        if (entries == null || first == line.to() || line.at(first) == '#') {
            return;
        }
        int colon = colonBehind(line, first);
        if (!whole || (colon < 0 && first - line.from() <= indent)) {
            close();
        } else if (dataIndent >= 0 && first - line.from() > dataIndent) {
            if (sealed) {
                sealedSerial = line.serial();
            } else {
                entry(reading, entries, first, colon);
            }
        } else if (sealed && colon >= 0) {
            dataIndent = line.matches(first, "encryptedData:") ? first - line.from() : -1;
        } else if (colon >= 0) {
            key(line, first, colon);
        }
    }

    private void key(TextLine line, int first, int colon) {
        dataIndent = -1;
        int value = skipBlanks(line, colon + 1);
        boolean ends = line.at(value) < 0;
        if (line.matches(first, "data:") || line.matches(first, "stringData:")) {
            dataIndent = ends ? first - line.from() : -1;
            plain = line.at(first) == 's';
        } else if (line.matches(first, "kind:") && first - line.from() <= indent) {
            value += Chars.isQuote(line.at(value)) ? 1 : 0;
            secret = line.matchesIgnoringCase(value, "secret") && !Chars.isAlnum(line.at(value + 6));
            if (!secret) {
                close();
            }
        }
    }

    private void entry(Reading reading, Rule entries, int first, int colon) {
        TextLine line = reading.line();
        int from = colon < 0 ? first : skipBlanks(line, colon + 1);
        boolean quoted = Chars.isQuote(line.at(from));
        int close = quoted ? line.at(from) : -1;
        from += quoted ? 1 : 0;
        int to = from;
        while (to - from < LONGEST && line.at(to) > ' ' && line.at(to) != close) {
            to++;
        }
        line.step(to - from);
        int after = skipBlanks(line, to + (quoted ? 1 : 0));
        boolean told = colon >= 0 && Names.isOpen(line.text(first, colon));
        if (to > from && !told && (line.at(after) < 0 || line.at(after) == '#')) {
            add(reading, entries, from, to, plain, secret);
        }
    }

    /** Adds an entry of a secret, as it is or in base 64, or of what may be one. */
    void add(Reading reading, Rule entries, int from, int to, boolean asItIs, boolean ofSecret) {
        TextLine line = reading.line();
        Confidence confidence = null;
        if (asItIs) {
            Verdict verdict = reading.judge().judgePassword(line, from, to, true);
            confidence = verdict != null && verdict.confidence() == Confidence.LIKELY ? Confidence.LIKELY : null;
        } else if (isEncoded(line, from, to)) {
            confidence = ofDecoded(line.text(from, to), ofSecret);
        }
        if (confidence != null) {
            reading.add(entries, from, to, confidence, ofSecret ? SECRET_ENTRY : ENTRY);
        }
    }

    private static boolean isEncoded(TextLine line, int from, int to) {
        boolean all = (to - from) % 4 == 0 && to - from >= LEAST_ENCODED;
        for (int i = from; all && i < to; i++) {
            all = BASE64.has(line.at(i));
        }
        return all;
    }

    private @Nullable Confidence ofDecoded(String encoded, boolean ofSecret) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(encoded);
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
        char[] text = new char[bytes.length];
        boolean isText = true;
        for (int i = 0; i < bytes.length; i++) {
            text[i] = (char) (bytes[i] & 0xff);
            isText &= (text[i] >= ' ' && text[i] < 127) || text[i] == '\n' || text[i] == '\r' || text[i] == '\t';
        }
        decoded.set(text, 0, text.length, true);
        Confidence confidence = ofSecret ? Confidence.LIKELY : isText ? Confidence.POSSIBLE : null;
        if (bytes.length < LEAST_DECODED || Arrays.stream(OPEN).anyMatch(open -> decoded.matches(0, open))) {
            confidence = null;
        } else if (text.length <= LONGEST_PLACEHOLDER && Placeholders.isPlaceholder(decoded, 0, text.length)) {
            confidence = Confidence.PLACEHOLDER;
        }
        Arrays.fill(text, '\0');
        return confidence;
    }

    private static int firstOfLine(TextLine line) {
        int i = line.from();
        while (Chars.isBlank(line.at(i))) {
            i++;
        }
        return i;
    }

    /** Returns where the colon stands behind the key at a place, or -1. */
    private static int colonBehind(TextLine line, int first) {
        int i = first;
        i += Chars.isQuote(line.at(i)) ? 1 : 0;
        while (Chars.isName(line.at(i)) || line.at(i) == '.' || line.at(i) == '/') {
            i++;
        }
        i += Chars.isQuote(line.at(i)) ? 1 : 0;
        return i > first && line.at(i) == ':' && (line.at(i + 1) < 0 || Chars.isBlank(line.at(i + 1))) ? i : -1;
    }

    private static int skipBlanks(TextLine line, int from) {
        int i = from;
        while (Chars.isBlank(line.at(i))) {
            i++;
        }
        return i;
    }
}
