/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.core.policy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

/** The SHA-256 of what a policy says. Each value goes in as a tag, a length and its content; keys are sorted. */
final class PolicyDigest {

    private static final String VERSION = "agent-governance/policy/1";

    private final MessageDigest sha256;

    private PolicyDigest() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Returns the digest of a document over a base, whose digest counts: it gives what the document leaves out. */
    static String of(Node root, String base) {
        PolicyDigest digest = new PolicyDigest();
        digest.put('s', VERSION);
        digest.put('s', base);
        digest.node(root);
        return HexFormat.of().formatHex(digest.sha256.digest());
    }

    private void node(Node node) {
        if (node instanceof Node.Fields fields) {
            put('m', Integer.toString(fields.entries().size()));
            new TreeMap<>(fields.entries()).forEach((key, entry) -> {
                put('s', key);
                node(entry.value());
            });
        } else if (node instanceof Node.Items items) {
            put('l', Integer.toString(items.items().size()));
            items.items().forEach(this::node);
        } else if (node instanceof Node.Text text) {
            put('s', text.value());
        } else if (node instanceof Node.Numeral numeral) {
            put('d', numeral.value());
        } else if (node instanceof Node.Flag flag) {
            put('b', Boolean.toString(flag.value()));
        } else {
            put('n', "");
        }
    }

    private void put(char tag, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        sha256.update((tag + Integer.toString(bytes.length) + ":").getBytes(StandardCharsets.US_ASCII));
        sha256.update(bytes);
    }
}
