/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.api.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RedactorTest {

    private static final SecretKind KIND = new SecretKind("word", "generic", SecretKind.Category.SECRET);

    /** Finds {@code hush} and three digits: a detector as simple as can be. */
    private static final SecretDetector HUSH = text -> scan(text, "hush", 3, 0, Confidence.LIKELY);

    /** Finds what stands behind {@code "password": "}, up to the quote. */
    private static final SecretDetector BY_NAME = text -> {
        String prefix = "\"password\": \"";
        int at = text.toString().indexOf(prefix);
        int end = text.toString().indexOf('"', at + prefix.length());
        return at < 0 || end <= at + prefix.length()
                ? List.of()
                : List.of(finding(at + prefix.length(), end, Confidence.LIKELY));
    };

    private static List<SecretFinding> scan(
            CharSequence text, String word, int more, int before, Confidence confidence) {
        List<SecretFinding> findings = new ArrayList<>();
        for (int at = text.toString().indexOf(word);
                at >= 0;
                at = text.toString().indexOf(word, at + 1)) {
            int end = Math.min(text.length(), at + word.length() + more);
            findings.add(finding(Math.max(0, at - before), end, confidence));
        }
        return findings;
    }

    private static SecretFinding finding(long start, long end, Confidence confidence) {
        return new SecretFinding(KIND, start, end, confidence, "0123456789abcdef", "by chance");
    }

    @Test
    void replacesWhatIsFoundAndNothingElse() {
        Redactor redactor = Redactor.of(HUSH);
        assertThat(redactor.redact("a hush123 b hush456"))
                .isEqualTo("a [REDACTED:word:01234567] b [REDACTED:word:01234567]");
        assertThat(redactor.redact("hush123")).isEqualTo("[REDACTED:word:01234567]");
        assertThat(redactor.redact("hush123hush456")).doesNotContain("hush");
        assertThat(redactor.redact("")).isEmpty();
    }

    @Test
    void givesBackCleanTextItself() {
        String clean = new String("nothing here");
        assertThat(Redactor.of(HUSH).redact(clean)).isSameAs(clean);
        assertThat(Redactor.NONE.redact("hush123")).isEqualTo("hush123");
    }

    @Test
    void leavesPlaceholdersAlone() {
        Redactor redactor = Redactor.of(text -> scan(text, "hush", 3, 0, Confidence.PLACEHOLDER));
        assertThat(redactor.redact("a hush123")).isEqualTo("a hush123");
        assertThat(redactor.redactTree(Map.of("a", "hush123"))).isEqualTo(Map.of("a", "hush123"));
    }

    @Test
    void redactsEveryPlaceOfATree() {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("one", "hush123");
        tree.put("hush456", "value");
        tree.put("list", Arrays.asList("x hush789", null, 1, true, List.of("hush000"), Map.of("k", "hush111")));
        tree.put("none", null);
        Object redacted = Redactor.of(HUSH).redactTree(tree);
        assertThat(String.valueOf(redacted)).doesNotContain("hush");
        Map<String, @Nullable Object> expected = new LinkedHashMap<>();
        String hidden = "[REDACTED:word:01234567]";
        expected.put("one", hidden);
        expected.put(hidden, "value");
        expected.put("list", Arrays.asList("x " + hidden, null, 1, true, List.of(hidden), Map.of("k", hidden)));
        expected.put("none", null);
        assertThat(redacted).isEqualTo(expected);
        assertThat(Redactor.of(HUSH).redactTree(null)).isNull();
        assertThat(Redactor.of(HUSH).redactTree("hush123")).isEqualTo(hidden);
    }

    @Test
    void leavesTheGivenTreeAsItWas() {
        Map<String, Object> tree = new LinkedHashMap<>(Map.of("a", new ArrayList<>(List.of("hush123"))));
        Redactor.of(HUSH).redactTree(tree);
        assertThat(tree).isEqualTo(Map.of("a", List.of("hush123")));
    }

    @Test
    void knowsAValueByItsKey() {
        Redactor redactor = Redactor.of(BY_NAME);
        String hidden = "[REDACTED:word:01234567]";
        assertThat(redactor.redactTree(Map.of("password", "open sesame"))).isEqualTo(Map.of("password", hidden));
        assertThat(redactor.redactTree(Map.of("password", List.of("one", "two"))))
                .isEqualTo(Map.of("password", List.of(hidden, hidden)));
        assertThat(redactor.redactTree(Map.of("user", "open sesame"))).isEqualTo(Map.of("user", "open sesame"));
        assertThat(redactor.redactTree(Map.of("password", ""))).isEqualTo(Map.of("password", ""));
    }

    @Test
    void hidesAllThatEitherWayOfLookingFinds() {
        SecretDetector both = text -> {
            List<SecretFinding> byName = BY_NAME.scan(text);
            return byName.isEmpty() ? HUSH.scan(text) : byName;
        };
        Object redacted = Redactor.of(both).redactTree(Map.of("password", "open sesame hush123 and more"));
        assertThat(redacted).isEqualTo(Map.of("password", "[REDACTED:word:01234567]"));
    }

    @Test
    void hidesTheValueOfAFindingThatBeginsInItsKey() {
        SecretDetector wide = text -> scan(text, "\"key\": \"hush", 6, 0, Confidence.LIKELY);
        Object redacted = Redactor.of(wide).redactTree(Map.of("key", "hush12345"));
        assertThat(redacted).isEqualTo(Map.of("key", "[REDACTED:word:01234567]"));
    }

    @Test
    void losesNoMemberWhenKeysBecomeTheSame() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("hush123", 1);
        tree.put("hush456", 2);
        assertThat(Redactor.of(HUSH).redactTree(tree))
                .isEqualTo(Map.of("[REDACTED:word:01234567]", 1, "[REDACTED:word:01234567]#2", 2));
    }

    @Test
    void aPlaceholderShortensTheFingerprint() {
        assertThat(new SecretFinding(KIND, 0, 1, Confidence.LIKELY, "abc", "").placeholder())
                .isEqualTo("[REDACTED:word:abc]");
        SecretFinding moved = finding(1, 2, Confidence.LIKELY).shifted(10);
        assertThat(Collections.singletonList(moved)).containsExactly(finding(11, 12, Confidence.LIKELY));
    }
}
