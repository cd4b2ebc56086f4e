/* SPDX-License-Identifier: Apache-2.0 */
package dev.agentgovernance.secrets.internal.rules;

import dev.agentgovernance.api.secret.Confidence;
import dev.agentgovernance.api.secret.SecretKind;
import dev.agentgovernance.api.secret.SecretKind.Category;
import dev.agentgovernance.secrets.internal.match.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Makes the rules of one block; its errors name the place of the block. */
final class BlockRules {
    private static final Set<String> WORDS = Set.of(
            "provider",
            "severity",
            "leaked",
            "category",
            "profile",
            "keyword",
            "word",
            "shape",
            "value",
            "context",
            "identifier",
            "near",
            "expression",
            "after",
            "matcher",
            "check",
            "confidence",
            "+",
            "-");
    private static final int RANK_BLOCK = 90;
    private static final int RANK_NAMED_SHAPE = 85;
    private static final int RANK_SHAPE = 80;
    private static final int RANK_VALUE = 64;
    private static final int RANK_CONTEXT = 62;
    private static final int RANK_SURROUNDINGS = 50;
    private static final int RANK_DIGITS = 40;
    private static final int RANK_GENERIC = 20;
    /** A shorter literal would lead to its shape at every other word. */
    private static final int LEAST_LITERAL = 2;

    private final KindFile.Block block;
    private final IssuerForms forms;
    private final SecretKind kind;
    private final Checks check;
    private final Confidence confidence;
    private final List<Rule> rules = new ArrayList<>();

    private BlockRules(KindFile.Block block, IssuerForms forms) {
        this.block = block;
        this.forms = forms;
        kind = kindOf(block);
        check = check(block.one("check", "none"));
        confidence = confidence(block.one("confidence", "likely"));
    }

    /**
     * Returns the rules of a block.
     *
     * @param forms how long the values of issuers are
     * @throws IllegalArgumentException if it is not well formed
     */
    static List<Rule> of(KindFile.Block block, IssuerForms forms) {
        for (String word : block.lines().keySet()) {
            if (!WORDS.contains(word)) {
                throw new IllegalArgumentException(block.place() + ": no line begins with " + word);
            }
        }
        BlockRules made = new BlockRules(block, forms);
        made.add();
        if (block.one("profile", "standard").equals("thorough") && !forms.isNone()) {
            made.rules.replaceAll(BlockRules::withheld);
        }
        if (made.rules.isEmpty()) {
            throw new IllegalArgumentException(
                    block.place() + ": " + block.kind() + " has no shape, and nothing else to be found by");
        }
        return made.rules;
    }

    /** What is found by thorough scans alone has its place in the table for all. */
    private static Rule withheld(Rule rule) {
        return new Rule(rule.kind(), rule.rank(), rule.keywords(), new Withheld(rule.matcher()));
    }

    private record Withheld(Rule.Matcher matcher) implements Rule.Matcher {
        @Override
        public void match(Reading reading, Rule rule, int start, int end) {
            // Anybody may know it.
        }

        @Override
        public Gate gate() {
            return matcher.gate();
        }
    }

    /** Returns the kind of a block. */
    static SecretKind kindOf(KindFile.Block block) {
        return new SecretKind(
                block.kind(),
                block.one("provider", "generic"),
                block.isPersonal() ? Category.PERSONAL : Category.SECRET);
    }

    private Checks check(String text) {
        try {
            return Checks.named(text);
        } catch (IllegalArgumentException e) {
            throw malformed("check", text, e);
        }
    }

    private Confidence confidence(String text) {
        try {
            return Confidence.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw malformed("confidence", text, e);
        }
    }

    private Shape shape(String word, String text) {
        try {
            return Shape.parse(text);
        } catch (IllegalArgumentException e) {
            throw malformed(word, text, e);
        }
    }

    private int distance(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw malformed("near", text, e);
        }
    }

    private IllegalArgumentException malformed(String word, String text, IllegalArgumentException why) {
        return new IllegalArgumentException(block.place() + ": " + word + " " + text + ": " + why.getMessage(), why);
    }

    private void add() {
        for (String text : block.all("shape")) {
            Shape shape = shape("shape", text);
            if (shape.anchor().length() < LEAST_LITERAL) {
                throw new IllegalArgumentException(
                        block.place() + ": shape " + text + ": a shape is found by a literal of " + LEAST_LITERAL
                                + " characters or more; without one, name a word before it");
            }
            List<String> anchor = List.of(shape.anchor().toLowerCase(Locale.ROOT));
            rules.add(new Rule(kind, RANK_SHAPE, anchor, Matchers.shape(shape, check, confidence)));
        }
        addContexts();
        addKeywords();
    }

    private void addContexts() {
        boolean identifier = !block.all("identifier").isEmpty();
        List<String> words = new ArrayList<>();
        for (String line : block.all("word")) {
            for (String word : line.split(" ", -1)) {
                words.addAll(spellings(word));
            }
        }
        for (String text : block.all("context")) {
            if (words.isEmpty()) {
                throw new IllegalArgumentException(block.place() + ": context " + text + ": no word leads to it");
            }
            Shape shape = shape("context", text);
            int rank = shape.isMarked() ? RANK_NAMED_SHAPE : RANK_CONTEXT;
            rules.add(new Rule(kind, rank, words, new ContextMatcher(shape, check, confidence, identifier)));
        }
    }

    private void addKeywords() {
        List<String> keywords = new ArrayList<>();
        for (String keyword : block.all("keyword")) {
            keywords.add(keyword.replace("{space}", " ").toLowerCase(Locale.ROOT));
        }
        for (String text : block.all("value")) {
            Shape shape = shape("value", text);
            rules.add(new Rule(kind, RANK_VALUE, keywords, Matchers.value(shape, check, confidence)));
        }
        for (String text : block.all("near")) {
            int space = text.indexOf(' ');
            int distance = distance(text.substring(0, Math.max(0, space)));
            Shape shape = shape("near", text.substring(space + 1));
            rules.add(new Rule(kind, RANK_VALUE, keywords, Matchers.near(shape, distance, confidence)));
        }
        for (String text : block.all("expression")) {
            rules.add(new Rule(kind, RANK_SURROUNDINGS, keywords, new ExpressionMatcher(text, block.one("after", ""))));
        }
        for (String text : block.all("matcher")) {
            rules.add(byName(keywords, text));
        }
    }

    /** {@code new_relic} stands for the word in one, with a hyphen, a dot and a blank as well. */
    private static List<String> spellings(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        if (lower.indexOf('_') < 0) {
            return List.of(lower);
        }
        return List.of(
                lower,
                lower.replace("_", ""),
                lower.replace('_', '-'),
                lower.replace('_', '.'),
                lower.replace('_', ' '));
    }

    private Rule byName(List<String> keywords, String name) {
        return switch (name) {
            case "pem" ->
                new Rule(kind, RANK_BLOCK + (keywords.get(0).startsWith("-") ? 0 : 1), keywords, PemMatcher::match);
            case "assignment" -> new Rule(kind, RANK_GENERIC, keywords, new Matchers.AssignedValue(forms));
            case "quoted-phrase" ->
                new Rule(
                        kind,
                        RANK_GENERIC,
                        keywords,
                        new GatedMatcher(CredentialMatchers::quotedPhrase, CredentialMatchers::mayQuote));
            case "json-manifest" -> new Rule(kind, RANK_GENERIC - 1, keywords, JsonManifest::open);
            case "table" ->
                new Rule(
                        kind,
                        RANK_GENERIC,
                        keywords,
                        new GatedMatcher(PasswordTable::open, PasswordTable::mayBeHeading));
            case "identified" ->
                new Rule(
                        kind,
                        RANK_GENERIC,
                        keywords,
                        new GatedMatcher(CredentialMatchers::identified, CredentialMatchers::mayQuote));
            case "manifest" -> new Rule(kind, RANK_GENERIC - 1, keywords, Manifest::open);
            case "authorization" -> new Rule(kind, RANK_GENERIC + 1, keywords, HeaderMatchers.authorization(forms));
            case "phrase" ->
                new Rule(
                        kind,
                        RANK_GENERIC,
                        keywords,
                        new GatedMatcher(CredentialMatchers::phrase, CredentialMatchers::mayBePhrase));
            case "before-at" -> new Rule(kind, RANK_SURROUNDINGS, keywords, CredentialMatchers::beforeAt);
            case "before-quote" -> new Rule(kind, RANK_GENERIC, keywords, CredentialMatchers::beforeQuote);
            case "typed" ->
                new Rule(
                        kind,
                        RANK_GENERIC,
                        keywords,
                        new GatedMatcher(CredentialMatchers::typed, CredentialMatchers::mayBeTyped));
            case "user-and-password" ->
                new Rule(
                        kind,
                        RANK_GENERIC,
                        keywords,
                        new GatedMatcher(CredentialMatchers::userAndPassword, CredentialMatchers::opensLiteral));
            case "users-to-passwords" ->
                new Rule(
                        kind,
                        RANK_GENERIC,
                        keywords,
                        new GatedMatcher(CredentialMatchers::usersToPasswords, CredentialMatchers::mayOpenMap));
            case "keys-to-clients" -> new Rule(kind, RANK_GENERIC, keywords, CredentialMatchers::keysToClients);
            case "inserted-columns" -> new Rule(kind, RANK_GENERIC, keywords, InsertedColumns::match);
            case "second-argument" -> new Rule(kind, RANK_GENERIC, keywords, CredentialMatchers.argument(2));
            case "third-argument" -> new Rule(kind, RANK_GENERIC, keywords, CredentialMatchers.argument(3));
            case "url-credentials" -> new Rule(kind, RANK_SURROUNDINGS, keywords, new WebMatchers.UrlCredentials());
            case "basic" ->
                new Rule(
                        kind,
                        RANK_SURROUNDINGS,
                        keywords,
                        new GatedMatcher(HeaderMatchers::basic, HeaderMatchers::mayBeBasic));
            case "basic-value" ->
                new Rule(
                        kind,
                        RANK_SURROUNDINGS,
                        keywords,
                        new GatedMatcher(HeaderMatchers::basicValue, Gate.ASSIGNMENT));
            case "bearer" -> new Rule(kind, RANK_SURROUNDINGS, keywords, HeaderMatchers.bearer(forms));
            case "email" -> new Rule(kind, RANK_DIGITS, keywords, WebMatchers::email);
            // Found by their digits; see DigitRuns.
            case "payment-card", "bank-account" ->
                new Rule(kind, RANK_DIGITS, List.of(), (reading, rule, start, end) -> {});
            default -> throw new IllegalArgumentException(block.place() + ": no matcher is called " + name);
        };
    }
}
