/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets;

import dev.agentgovernance.api.secret.ScanLimits;
import dev.agentgovernance.api.secret.SecretDetector;
import dev.agentgovernance.api.secret.SecretFinding;
import dev.agentgovernance.api.secret.SecretKind;
import dev.agentgovernance.secrets.internal.automaton.KeywordAutomaton;
import dev.agentgovernance.secrets.internal.automaton.KeywordSearch;
import dev.agentgovernance.secrets.internal.engine.Fingerprints;
import dev.agentgovernance.secrets.internal.engine.TextScan;
import dev.agentgovernance.secrets.internal.literal.HashedSet;
import dev.agentgovernance.secrets.internal.literal.NamedValues;
import dev.agentgovernance.secrets.internal.loops.LoopChoice;
import dev.agentgovernance.secrets.internal.personal.Columns;
import dev.agentgovernance.secrets.internal.personal.PersonalPass;
import dev.agentgovernance.secrets.internal.rules.AccountPass;
import dev.agentgovernance.secrets.internal.rules.DigitRuns;
import dev.agentgovernance.secrets.internal.rules.FirstLook;
import dev.agentgovernance.secrets.internal.rules.KindFile;
import dev.agentgovernance.secrets.internal.rules.KindTable;
import dev.agentgovernance.secrets.internal.rules.LinePass;
import dev.agentgovernance.secrets.internal.rules.NearbyPass;
import dev.agentgovernance.secrets.internal.rules.Rule;
import dev.agentgovernance.secrets.internal.rules.RuleSet;
import dev.agentgovernance.secrets.internal.rules.UnnamedPass;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds secrets in text: a keyword leads to a rule, the rule reads the characters round it, and the value is judged. It
 * calls nobody and verifies nothing over a network.
 *
 * <p>Immutable, safe for use by several threads. A scan costs time linear in the length of the text and holds one line of it;
 * text without findings allocates a buffer of that size and nothing more. Building one reads the data of the kinds
 * (tens of milliseconds); keep it.
 *
 * <p>Fingerprints are made under a key that is drawn once per process, so that the same value has the same placeholder
 * everywhere in it, and nobody outside can try guesses against a log. Give a key to have fingerprints that outlive the
 * process; whoever holds it can try guesses.
 */
public final class SecretScanner implements SecretDetector {
    private static final int LEAST_LITERAL = 4;
    private static final int CHUNK = 8192;
    private static final int SPARES = 8;
    /** Neighbours would share a line of the cache. */
    private static final int APART = 16;

    private static final String PERSONAL_ADVICE =
            "Take it out of where it does not belong, and tell whoever answers for data of people.";

    private final List<KindFile.Block> blocks;
    private final TextScan.Plan plan;
    /** What scanned texts without findings and may scan the next: threads take it out, few of them the same. */
    private final AtomicReferenceArray<@Nullable WholeText> spares = new AtomicReferenceArray<>(SPARES * APART);

    private SecretScanner(List<KindFile.Block> blocks, TextScan.Plan plan) {
        this.blocks = blocks;
        this.plan = plan;
    }

    /** Returns a scanner with every default. Each call builds one. */
    public static SecretScanner standard() {
        return builder().build();
    }

    /** Returns a builder with every default. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns this scanner with another way to find the keywords, and looking at every line: a test compares. */
    SecretScanner searchingWith(Function<List<String>, KeywordSearch> other) {
        List<String> keywords = FirstLook.keywords(plan.rules());
        KeywordSearch search = other.apply(keywords);
        FirstLook look = FirstLook.of(plan.rules(), keywords, search);
        return new SecretScanner(
                blocks,
                new TextScan.Plan(
                        plan.rules(),
                        search,
                        look,
                        plan.loops(),
                        plan.limits(),
                        plan.fingerprints(),
                        plan.passes(),
                        true));
    }

    /** Returns this scanner with one form of the loops from the beginning: a test compares. */
    SecretScanner with(LoopChoice loops) {
        return new SecretScanner(
                blocks,
                new TextScan.Plan(
                        plan.rules(),
                        plan.search(),
                        plan.firstLook(),
                        loops,
                        plan.limits(),
                        plan.fingerprints(),
                        plan.passes(),
                        plan.everyLine()));
    }

    /** Returns the kinds that this scanner can find, each once. */
    public List<SecretKind> kinds() {
        return plan.rules().rules().stream()
                .filter(rule -> rule.rank() > 0)
                .map(Rule::kind)
                .distinct()
                .toList();
    }

    /**
     * Returns how bad it is when a value of a kind has leaked, and what to do then. It reads a small table; not for every
     * finding of a busy stream.
     *
     * @throws IllegalArgumentException if this scanner knows no such kind
     */
    public KindGuide guideTo(SecretKind kind) {
        for (KindFile.Block block : blocks) {
            if (block.kind().equals(kind.id())) {
                String advice = block.one("leaked", "revoke-token");
                return new KindGuide(
                        kind,
                        KindGuide.Severity.valueOf(block.one("severity", "high").toUpperCase(Locale.ROOT)),
                        KindFile.advice().getOrDefault(advice, advice));
            }
        }
        if (kinds().contains(kind)) {
            // Personal data that is known by its digits, and values of the host.
            return new KindGuide(kind, KindGuide.Severity.MEDIUM, PERSONAL_ADVICE);
        }
        throw new IllegalArgumentException("no kind is called " + kind.id());
    }

    @Override
    public List<SecretFinding> scan(CharSequence text) {
        int most = plan.limits().maxChars();
        if (text.length() > most) {
            throw new IllegalArgumentException("the text is over the limit of " + most + " characters");
        }
        int slot = (int) Thread.currentThread().getId() & (SPARES - 1);
        WholeText spare = spares.getAndSet(slot * APART, null);
        WholeText scan = spare == null ? new WholeText(plan) : spare;
        List<SecretFinding> findings = scan.findings(text);
        if (findings.isEmpty()) {
            // What read a secret may still hold parts of it.
            spares.set(slot * APART, scan);
        }
        return findings;
    }

    /** Scans one whole text after the other. For one thread at a time. */
    private static final class WholeText implements Consumer<SecretFinding> {
        private final TextScan scan;
        private List<SecretFinding> found = List.of();

        WholeText(TextScan.Plan plan) {
            scan = new TextScan(plan, this);
        }

        @Override
        public void accept(SecretFinding finding) {
            if (found.isEmpty()) {
                found = new ArrayList<>();
            }
            found.add(finding);
        }

        List<SecretFinding> findings(CharSequence text) {
            scan.feed(text);
            scan.finish();
            scan.restart();
            return List.copyOf(found);
        }
    }

    /**
     * Returns what is in a text of bytes: UTF-16 by its mark or the zeros in its first bytes, UTF-8 where the bytes are, or else
     * ISO-8859-1. Places count bytes.
     *
     * @throws IllegalArgumentException if the text is over the limit
     */
    public List<SecretFinding> scan(byte[] bytes) {
        return ByteText.places(bytes, scan(ByteText.read(bytes)));
    }

    /**
     * Scans characters up to the end of the input, which is not closed.
     *
     * @param sink receives the findings, ordered by start, none overlapping another
     * @throws IOException if reading fails; what was found until then was reported
     */
    public void scan(Reader in, Consumer<SecretFinding> sink) throws IOException {
        ScanSession session = openSession(sink);
        char[] chunk = new char[CHUNK];
        for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
            session.feed(CharBuffer.wrap(chunk, 0, count));
        }
        session.finish();
    }

    /**
     * Scans bytes up to the end of the input, which is not closed: UTF-16 by its mark or the zeros in its first four bytes, or
     * else UTF-8. Bytes that are none stand for a character each that is part of no secret. Places count characters.
     *
     * @param sink receives the findings, ordered by start, none overlapping another
     * @throws IOException if reading fails; what was found until then was reported
     */
    public void scan(InputStream in, Consumer<SecretFinding> sink) throws IOException {
        byte[] head = in.readNBytes(ByteText.HEAD);
        Charset wide = ByteText.wide(head, head.length);
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), in);
        scan(new InputStreamReader(whole, wide == null ? StandardCharsets.UTF_8 : wide), sink);
    }

    /**
     * Begins a scan of a text that comes in chunks, of any length.
     *
     * @param sink receives the findings, ordered by start, none overlapping another, on the thread that feeds
     */
    public ScanSession openSession(Consumer<SecretFinding> sink) {
        Objects.requireNonNull(sink, "sink");
        return new ScanSession(new TextScan(plan, sink));
    }

    ScanLimits limits() {
        return plan.limits();
    }

    /** Collects the options of a scanner. For one thread. */
    public static final class Builder {
        private final List<String> literals = new ArrayList<>();
        private final List<KindFile.Block> own = new ArrayList<>();
        private ScanLimits limits = ScanLimits.DEFAULT;
        /** Null if all kinds are wanted. */
        private @Nullable Predicate<String> kept;

        private final List<String> named = new ArrayList<>();
        private final List<HashedSet> hashed = new ArrayList<>();
        private final List<String> columns = new ArrayList<>();
        private final Set<PersonalData> personal = EnumSet.noneOf(PersonalData.class);
        private ScanProfile profile = ScanProfile.BALANCED;
        private Fingerprints fingerprints = Fingerprints.ofThisProcess();

        private Builder() {}

        /** Sets how much is read at once. */
        public Builder limits(ScanLimits newLimits) {
            limits = Objects.requireNonNull(newLimits, "limits");
            return this;
        }

        /** Sets what to look for. */
        public Builder profile(ScanProfile newProfile) {
            profile = Objects.requireNonNull(newProfile, "profile");
            return this;
        }

        /** Adds personal data to what is looked for; without it the profile decides. */
        public Builder personalData(PersonalData... kinds) {
            personal.addAll(List.of(kinds));
            return this;
        }

        /**
         * Adds fields and columns whose values are personal: what is given to such a name, and what stands below it in a table
         * with commas, semicolons, tabs or pipes. Names are compared by their letters and digits alone, in any case.
         *
         * @throws IllegalArgumentException if a name has fewer than 2 letters and digits of ASCII
         */
        public Builder personalColumns(String... names) {
            for (String name : names) {
                if (name.chars()
                                .filter(c -> c < 128 && Character.isLetterOrDigit(c))
                                .count()
                        < 2) {
                    throw new IllegalArgumentException("a column has two letters in its name");
                }
                columns.add(name);
            }
            return this;
        }

        /** Adds values that are known by their hashes alone. */
        public Builder alsoMask(HashedValues hashes) {
            hashed.add(hashes.set());
            return this;
        }

        /**
         * Sets the key for fingerprints, so that they stay the same from process to process. The bytes are copied.
         *
         * @throws IllegalArgumentException if the key is shorter than 16 bytes
         */
        public Builder fingerprintKey(byte[] key) {
            fingerprints = Fingerprints.of(key.clone());
            return this;
        }

        /**
         * Adds values that the host knows to be secret; they are found wherever they stand, as they are, in base 64 (also within
         * a longer text), in hexadecimal digits, and with the escapes of addresses, JSON and HTML. Of a value with several lines
         * each line is found. Each value makes the automaton larger by some tens of kilobytes.
         *
         * @throws IllegalArgumentException if a line of a value is shorter than 4 characters (it would be found everywhere)
         *     or has no ASCII character
         */
        public Builder alsoMask(String... values) {
            for (String value : values) {
                boolean any = false;
                for (String line : value.lines().toList()) {
                    if (line.isBlank()) {
                        continue;
                    }
                    if (line.length() < LEAST_LITERAL || line.chars().noneMatch(c -> c < 128)) {
                        throw new IllegalArgumentException("a value to mask has 4 characters a line, and one of ASCII");
                    }
                    literals.add(line);
                    any = true;
                }
                if (!any) {
                    throw new IllegalArgumentException("an empty value to mask");
                }
                named.add(value.strip());
            }
            return this;
        }

        /**
         * Keeps of the kinds of secrets that come with the library those that pass a test, for a host that wants fewer; kinds of
         * its own, values to mask and personal data stay as they were chosen. A second call narrows further.
         *
         * @param wanted is given the name of a kind, such as {@code github-token}
         */
        public Builder onlyKinds(Predicate<String> wanted) {
            Objects.requireNonNull(wanted, "wanted");
            kept = kept == null ? wanted : kept.and(wanted);
            return this;
        }

        /** Adds kinds of the host's own. */
        public Builder kinds(Collection<CustomKind> kinds) {
            kinds.forEach(kind -> own.add(kind.block()));
            return this;
        }

        /**
         * Returns the scanner.
         *
         * @throws IllegalArgumentException if a kind of the host's own is not well formed, or has the name of another; the
         *     message begins with its place
         */
        public SecretScanner build() {
            Set<PersonalData> chosen = EnumSet.noneOf(PersonalData.class);
            chosen.addAll(personal);
            if (profile == ScanProfile.PERSONAL_DATA) {
                chosen.addAll(EnumSet.allOf(PersonalData.class));
            }
            List<Supplier<LinePass>> passes = new ArrayList<>();
            List<Rule> more = new ArrayList<>();
            for (String value : named) {
                more.addAll(NamedValues.rules(value, fingerprints::of));
            }
            for (HashedSet set : hashed) {
                passes.add(set::pass);
            }
            addPersonal(chosen, passes, more);
            if (profile == ScanProfile.THOROUGH && (kept == null || kept.test(UnnamedPass.KIND))) {
                passes.add(UnnamedPass::new);
                passes.add(NearbyPass::new);
                passes.add(AccountPass::new);
            }
            KindTable table = KindTable.standard();
            if (chosen.isEmpty() && more.isEmpty() && literals.isEmpty() && own.isEmpty() && kept == null) {
                RuleSet rules = RuleSet.of(table, profile.strictness());
                KeywordSearch search = table.automaton();
                return scanner(table.blocks(), rules, search, table.firstLook(rules, search), passes);
            }
            List<KindFile.Block> blocks = new ArrayList<>();
            for (KindFile.Block block : table.blocks()) {
                if (isWanted(block, chosen)) {
                    blocks.add(block);
                }
            }
            blocks.addAll(own);
            RuleSet rules = RuleSet.of(blocks, profile.strictness(), literals, more);
            if (chosen.contains(PersonalData.PAYMENT)) {
                Rule card = rules.rule("payment-card");
                Rule account = rules.rule("bank-account");
                passes.add(() -> reading -> DigitRuns.match(reading, card, account));
            }
            List<String> keywords = FirstLook.keywords(rules);
            KeywordSearch search = KeywordAutomaton.of(keywords);
            return scanner(List.copyOf(blocks), rules, search, FirstLook.of(rules, keywords, search), passes);
        }

        private SecretScanner scanner(
                List<KindFile.Block> blocks,
                RuleSet rules,
                KeywordSearch search,
                FirstLook look,
                List<Supplier<LinePass>> passes) {
            return new SecretScanner(
                    blocks,
                    new TextScan.Plan(
                            rules,
                            search,
                            look,
                            LoopChoice.ofThisJava(),
                            limits,
                            fingerprints,
                            List.copyOf(passes),
                            false));
        }

        private boolean isWanted(KindFile.Block block, Set<PersonalData> chosen) {
            return PersonalData.allows(chosen, block)
                    && (block.isPersonal() || kept == null || kept.test(block.kind()));
        }

        private void addPersonal(Set<PersonalData> chosen, List<Supplier<LinePass>> passes, List<Rule> more) {
            PersonalPass pass = PersonalPass.of(
                    chosen.contains(PersonalData.NATIONAL_ID),
                    chosen.contains(PersonalData.PHONE),
                    chosen.contains(PersonalData.NETWORK_ADDRESS),
                    chosen.contains(PersonalData.BIRTH_DATE));
            if (!pass.rules().isEmpty()) {
                more.addAll(pass.rules());
                passes.add(() -> pass);
            }
            if (!columns.isEmpty()) {
                List<String> names = List.copyOf(columns);
                more.add(Columns.rule(names));
                passes.add(() -> Columns.tables(names));
            }
        }
    }
}
