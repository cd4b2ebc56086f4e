/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.samples.cli.gitleaks;

import dev.agentgovernance.api.secret.SecretDetector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;

/**
 * Rules and allowlists in the format of Gitleaks. Immutable, safe for use by several threads.
 *
 * <p>Its rules are run beside the kinds of the scanner, not instead. Its allowlists of values hold for its own rules; those of
 * paths and commits for everything.
 */
public final class GitleaksConfig {
    private final List<ImportedRule> rules;
    private final List<Allowlist> global;
    private final List<String> notes;
    private final KeywordTable keywords;
    private final List<BitSet> wanted;

    private GitleaksConfig(ConfigReader reader) {
        rules = List.copyOf(reader.rules().values());
        global = List.copyOf(reader.global());
        notes = List.copyOf(reader.notes());
        List<String> words = rules.stream()
                .flatMap(rule -> rule.keywords().stream())
                .distinct()
                .toList();
        keywords = new KeywordTable(words);
        wanted = rules.stream()
                .map(rule -> {
                    BitSet numbers = new BitSet();
                    rule.keywords().forEach(word -> numbers.set(words.indexOf(word)));
                    return numbers;
                })
                .toList();
    }

    /**
     * Reads a file, and those that it extends.
     *
     * @throws IOException if one cannot be read
     * @throws InvalidConfigException with everything that is wrong; a rule is never left out for it
     */
    public static GitleaksConfig load(Path file) throws IOException {
        ConfigReader reader = new ConfigReader();
        reader.read(file);
        return new GitleaksConfig(reader);
    }

    /** Reads a text; see {@link #load}. */
    public static GitleaksConfig parse(String toml) throws IOException {
        ConfigReader reader = new ConfigReader();
        reader.read(toml);
        return new GitleaksConfig(reader);
    }

    /** Returns what is read in another way than elsewhere, and what is left out, one a line. */
    public List<String> notes() {
        return notes;
    }

    /** Returns how many rules there are. */
    public int size() {
        return rules.size();
    }

    /**
     * Returns what finds the values of the rules in a file.
     *
     * @param path the path of the file
     * @param key the key of fingerprints, at least 16 bytes
     */
    public SecretDetector detector(String path, byte[] key) {
        return new RuleDetector(rules, global, keywords, wanted, path.replace('\\', '/'), key);
    }

    /** Returns whether nothing in a file, or of a commit, is to be reported. */
    public boolean allows(String path, String commit) {
        return global.stream().anyMatch(allowlist -> allowlist.allowsAll(path.replace('\\', '/'), commit));
    }
}
