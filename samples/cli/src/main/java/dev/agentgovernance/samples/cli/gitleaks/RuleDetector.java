/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli.gitleaks;

import com.google.re2j.Matcher;
import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.api.secret.SecretDetector;
import dev.agentgovernance.api.secret.SecretFinding;
import dev.agentgovernance.api.secret.SecretKind;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Runs imported rules over a text, for one path. A keyword is looked for in the same part of about 100,000 characters as the
 * value, which is where the rules were written for. Immutable.
 */
final class RuleDetector implements SecretDetector {
    private static final int PART = 100_000;

    /** A match of a rule. */
    private record Match(int start, int end, int line, int column) {}

    private final List<ImportedRule> rules;
    private final List<Allowlist> global;
    private final KeywordTable keywords;
    private final List<BitSet> wanted;
    private final String path;
    private final byte[] key;

    RuleDetector(
            List<ImportedRule> rules,
            List<Allowlist> global,
            KeywordTable keywords,
            List<BitSet> wanted,
            String path,
            byte[] key) {
        this.rules = rules;
        this.global = global;
        this.keywords = keywords;
        this.wanted = wanted;
        this.path = path;
        this.key = key;
    }

    @Override
    public List<SecretFinding> scan(CharSequence chars) {
        String text = chars.toString();
        NavigableMap<Integer, SecretFinding> found = new TreeMap<>();
        int from = 0;
        while (from < text.length()) {
            int newline = from + PART >= text.length() ? -1 : text.indexOf('\n', from + PART);
            int to = newline < 0 || newline > from + 2 * PART ? Math.min(text.length(), from + PART) : newline + 1;
            if (newline < 0 && to < text.length()) {
                to = Math.min(text.length(), from + 2 * PART);
            }
            part(text, from, to, found);
            from = to;
        }
        return List.copyOf(found.values());
    }

    private void part(String text, int from, int to, NavigableMap<Integer, SecretFinding> found) {
        BitSet present = keywords.in(text, from, to);
        Map<String, List<Match>> matches = new HashMap<>();
        for (int i = 0; i < rules.size(); i++) {
            ImportedRule rule = rules.get(i);
            boolean wants = wanted.get(i).isEmpty() || wanted.get(i).intersects(present);
            if (wants && (rule.path() == null || rule.path().matcher(path).find())) {
                matches.put(rule.id(), matches(rule, text, from, to));
            }
        }
        for (ImportedRule rule : rules) {
            for (Match match : matches.getOrDefault(rule.id(), List.of())) {
                if (rule.reported() && isComplete(rule, match, matches)) {
                    add(finding(rule, text, match), found);
                }
            }
        }
    }

    private static void add(SecretFinding finding, NavigableMap<Integer, SecretFinding> found) {
        Map.Entry<Integer, SecretFinding> before = found.lowerEntry((int) finding.end());
        if (before == null || before.getValue().end() <= finding.start()) {
            found.put((int) finding.start(), finding);
        }
    }

    private static boolean isComplete(ImportedRule rule, Match match, Map<String, List<Match>> matches) {
        for (ImportedRule.Required required : rule.required()) {
            boolean near = matches.getOrDefault(required.id(), List.of()).stream()
                    .anyMatch(other -> isNear(match, other, required));
            if (!near) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNear(Match match, Match other, ImportedRule.Required required) {
        return (required.lines() < 0 || Math.abs(match.line() - other.line()) <= required.lines())
                && (required.columns() < 0 || Math.abs(match.column() - other.column()) <= required.columns());
    }

    private List<Match> matches(ImportedRule rule, String text, int from, int to) {
        List<Match> matches = new ArrayList<>();
        String part = from == 0 && to == text.length() ? text : text.substring(from, to);
        Matcher matcher = rule.regex().matcher(part);
        int line = 0;
        int lineStart = 0;
        while (matcher.find()) {
            int group = rule.group() > 0 ? rule.group() : firstGroup(matcher);
            int start = matcher.start(group);
            int end = matcher.end(group);
            if (start < 0 || start == end) {
                continue;
            }
            for (int newline = part.indexOf('\n', lineStart);
                    newline >= 0 && newline < start;
                    newline = part.indexOf('\n', lineStart)) {
                line++;
                lineStart = newline + 1;
            }
            if (isWanted(rule, part, matcher, start, end)) {
                matches.add(new Match(from + start, from + end, line, start - Math.min(start, lineStart)));
            }
        }
        return matches;
    }

    private static int firstGroup(Matcher matcher) {
        for (int group = 1; group <= matcher.groupCount(); group++) {
            if (matcher.start(group) < matcher.end(group)) {
                return group;
            }
        }
        return 0;
    }

    private boolean isWanted(ImportedRule rule, String part, Matcher matcher, int start, int end) {
        String secret = part.substring(start, end);
        if (rule.entropy() > 0 && entropy(secret) <= rule.entropy()) {
            return false;
        }
        if (rule.allowlists().isEmpty() && global.isEmpty()) {
            return true;
        }
        int lineStart = part.lastIndexOf('\n', matcher.start()) + 1;
        int lineEnd = part.indexOf('\n', Math.max(matcher.end() - 1, matcher.start()));
        Allowlist.Hit hit = new Allowlist.Hit(
                path,
                secret,
                part.substring(matcher.start(), matcher.end()),
                part.substring(lineStart, lineEnd < 0 ? part.length() : Math.max(lineEnd, lineStart)));
        return rule.allowlists().stream().noneMatch(allowlist -> allowlist.allows(hit))
                && global.stream().noneMatch(allowlist -> allowlist.isAbout(rule.id()) && allowlist.allows(hit));
    }

    /** Shannon's entropy in bits per character. */
    static double entropy(String text) {
        Map<Integer, Integer> counts = new HashMap<>();
        text.codePoints().forEach(c -> counts.merge(c, 1, Integer::sum));
        double length = text.codePointCount(0, text.length());
        double entropy = 0;
        for (int count : counts.values()) {
            entropy -= count / length * (Math.log(count / length) / Math.log(2));
        }
        return entropy;
    }

    private SecretFinding finding(ImportedRule rule, String text, Match match) {
        StringBuilder name = new StringBuilder();
        for (char c : rule.id().toLowerCase(Locale.ROOT).toCharArray()) {
            name.append((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : '-');
        }
        return new SecretFinding(
                new SecretKind(name.toString(), "generic", SecretKind.Category.SECRET),
                match.start(),
                match.end(),
                Confidence.LIKELY,
                fingerprint(text.substring(match.start(), match.end())),
                "a rule of the configuration");
    }

    /** The fingerprint that a scanner under the same key gives the value. */
    private String fingerprint(String value) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(value.getBytes(StandardCharsets.UTF_16BE)), 0, 8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC", e);
        }
    }
}
